"$AMIQUIZ" diagnose --seed 5 --db ":memory:" --decision launch --pairs
