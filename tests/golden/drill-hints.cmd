"$AMIQUIZ" drill --seed 7 --db ":memory:" --questions 2
