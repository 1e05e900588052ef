$AMIQUIZ pack
