"$AMIQUIZ" drill --db ":memory:" --seed 7 --rule billing-code,launch-only --questions 2
