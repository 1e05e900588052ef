cp "$ROOT/data/examples/loan-bank.json" b.json; $AMIQUIZ convert b.json out.ndjson --check --pack "$ROOT/data/examples/loan.json"
