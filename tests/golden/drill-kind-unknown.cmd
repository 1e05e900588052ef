"$AMIQUIZ" drill --db ":memory:" --kind path,lunch
