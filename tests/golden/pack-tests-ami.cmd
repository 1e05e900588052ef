$AMIQUIZ pack tests
