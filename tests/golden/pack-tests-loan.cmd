$AMIQUIZ pack tests "$ROOT/data/examples/loan.json"
