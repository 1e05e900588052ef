"$AMIQUIZ" drill --seed 7 --db ":memory:" --questions 1 --accessible --width 20
