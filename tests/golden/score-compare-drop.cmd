cp $ROOT/tests/data/score-key.csv key.csv; cp $ROOT/tests/data/score-wide.csv answers.csv; $AMIQUIZ score --key key.csv --drop q3 --compare-key key.csv answers.csv
