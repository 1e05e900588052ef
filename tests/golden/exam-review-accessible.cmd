"$AMIQUIZ" exam --seed 3 --questions 4 --db ":memory:" --accessible
