"$AMIQUIZ" drill --db ":memory:" --only mistakes
