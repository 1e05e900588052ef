"$AMIQUIZ" drill --db ":memory:" --rule ,
