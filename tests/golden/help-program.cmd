$AMIQUIZ --help
