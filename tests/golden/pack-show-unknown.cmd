$AMIQUIZ pack show ami-curent
