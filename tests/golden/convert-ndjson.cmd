$AMIQUIZ convert "$ROOT/data/examples/loan-bank.json" - --format ndjson --pack "$ROOT/data/examples/loan.json"
