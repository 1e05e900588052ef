cp "$ROOT/data/examples/loan-bank.json" b.json; $AMIQUIZ convert b.json - --format json --pack ami-lecture
