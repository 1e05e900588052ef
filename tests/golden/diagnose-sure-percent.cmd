"$AMIQUIZ" diagnose --sure 97% --db ":memory:" </dev/null
