$AMIQUIZ pack tests ami-current --pairwise
