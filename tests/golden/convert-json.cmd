$AMIQUIZ convert "$ROOT/data/examples/loan-bank.json" - --format json --pack "$ROOT/data/examples/loan.json"
