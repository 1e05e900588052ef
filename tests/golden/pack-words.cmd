$AMIQUIZ pack show a b
