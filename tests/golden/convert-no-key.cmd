$AMIQUIZ convert "$ROOT/data/examples/loan-bank.json" - --format ndjson --no-key --pack "$ROOT/data/examples/loan.json"
