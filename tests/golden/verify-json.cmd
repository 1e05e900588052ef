cp "$ROOT/data/examples/loan-bank.json" b.json; $AMIQUIZ verify b.json --json --pack "$ROOT/data/examples/loan.json"
