"$AMIQUIZ" drill --db ":memory:" --only mistakes --rule billing-code
