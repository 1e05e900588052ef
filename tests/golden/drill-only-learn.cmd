"$AMIQUIZ" drill --db ":memory:" --only marked --learn
