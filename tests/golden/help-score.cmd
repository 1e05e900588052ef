$AMIQUIZ score --help
