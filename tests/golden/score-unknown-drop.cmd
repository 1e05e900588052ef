cp $ROOT/tests/data/score-key.csv key.csv; $AMIQUIZ score --key key.csv answers.csv --drop q1,q77
