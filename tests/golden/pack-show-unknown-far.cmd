$AMIQUIZ pack show zebra
