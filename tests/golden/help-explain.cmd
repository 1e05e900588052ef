$AMIQUIZ explain --help
