"$AMIQUIZ" diagnose --seed 3 --db ":memory:"
