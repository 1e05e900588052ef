"$AMIQUIZ" drill --db ":memory:" --rule encrypted-code
