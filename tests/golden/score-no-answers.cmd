$AMIQUIZ score --key key.csv
