$AMIQUIZ advise --help
