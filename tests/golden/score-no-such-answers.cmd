cp $ROOT/tests/data/score-key.csv key.csv; $AMIQUIZ score --key key.csv nowhere.csv
