cp $ROOT/data/examples/loan-bank.json bank.json; cp $ROOT/tests/data/score-loan.csv answers.csv
$AMIQUIZ score --key bank.json --pack $ROOT/data/examples/loan.json answers.csv --pass 70 --wrong 25%
