"$AMIQUIZ" diagnose --seed 3 --db ":memory:" --questions 2
