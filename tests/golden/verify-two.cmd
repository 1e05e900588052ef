$AMIQUIZ verify a b
