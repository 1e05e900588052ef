cp "$ROOT/data/examples/loan.json" b.json; $AMIQUIZ convert b.json - --format json
