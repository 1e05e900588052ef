$AMIQUIZ pack show --help
