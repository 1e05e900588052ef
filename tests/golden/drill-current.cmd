"$AMIQUIZ" drill --seed 7 --db ":memory:" --pack ami-current
