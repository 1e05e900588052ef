$AMIQUIZ --version
