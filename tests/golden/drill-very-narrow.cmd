"$AMIQUIZ" drill --seed 7 --db ":memory:" --width 20
