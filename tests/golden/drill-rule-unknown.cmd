"$AMIQUIZ" drill --db ":memory:" --rule billing-cod
