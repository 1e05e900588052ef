cp "$ROOT/data/examples/loan-bank.json" b.json; $AMIQUIZ verify b.json --pack "$ROOT/data/examples/loan.json"
