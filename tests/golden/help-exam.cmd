"$AMIQUIZ" exam --help
