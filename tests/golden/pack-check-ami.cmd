$AMIQUIZ pack check
