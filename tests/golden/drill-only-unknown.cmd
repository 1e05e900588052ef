"$AMIQUIZ" drill --db ":memory:" --only wrong
