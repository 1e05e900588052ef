$AMIQUIZ score --key key.csv answers.csv --json --scores -
