$AMIQUIZ --help --width 20
