cp "$ROOT/data/examples/loan-bank.json" b.json; $AMIQUIZ convert b.json - --format aiken --check --pack "$ROOT/data/examples/loan.json"
