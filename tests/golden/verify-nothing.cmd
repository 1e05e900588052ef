$AMIQUIZ verify
