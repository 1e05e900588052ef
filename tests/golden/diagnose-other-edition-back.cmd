"$AMIQUIZ" diagnose --seed 5 --db ":memory:" --pack ami-current
