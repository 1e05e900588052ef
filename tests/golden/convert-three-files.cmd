$AMIQUIZ convert a b c
