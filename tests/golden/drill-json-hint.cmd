"$AMIQUIZ" drill --json --seed 7 --db ":memory:" --questions 1
