cp $ROOT/tests/data/score-key.csv key.csv; cp $ROOT/tests/data/score-wide.csv answers.csv; $AMIQUIZ score --key key.csv answers.csv --scale 100:720:1000 --credit net-right --pass 60%
