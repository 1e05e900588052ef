$AMIQUIZ pack diff ami-lecture ami-current --json
