"$AMIQUIZ" diagnose --pack "$ROOT/data/examples/loan.json" --seed 1 --db ":memory:"
