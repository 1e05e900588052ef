"$AMIQUIZ" drill --seed 7 --db ":memory:" --ascii
