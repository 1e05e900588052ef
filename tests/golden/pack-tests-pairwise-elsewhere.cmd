$AMIQUIZ pack check --pairwise
