$AMIQUIZ score --key - -
