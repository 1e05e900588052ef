"$AMIQUIZ" diagnose --slip 0.5 --db ":memory:" </dev/null
