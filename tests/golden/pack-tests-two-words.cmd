$AMIQUIZ pack tests ami-lecture ami-current
