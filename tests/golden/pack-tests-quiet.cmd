$AMIQUIZ pack tests --pack ami-current --decision share --quiet
