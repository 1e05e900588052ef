"$AMIQUIZ" drill --db ":memory:" --rule billing-code --kind launch
