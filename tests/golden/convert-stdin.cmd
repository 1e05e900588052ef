$AMIQUIZ convert - - --format ndjson --from json --pack "$ROOT/data/examples/loan.json" <"$ROOT/data/examples/loan-bank.json"
