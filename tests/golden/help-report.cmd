$AMIQUIZ report --help
