$AMIQUIZ pack check ami-lecture ami-current
