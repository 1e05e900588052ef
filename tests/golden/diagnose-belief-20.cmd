"$AMIQUIZ" diagnose --seed 3 --db ":memory:" --width 20
