"$AMIQUIZ" diagnose --sure 1e0 --db ":memory:" </dev/null
