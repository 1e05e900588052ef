$AMIQUIZ score --key key.csv --compare-key old.csv answers.csv -o x
