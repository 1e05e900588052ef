"$AMIQUIZ" diagnose path --db ":memory:" </dev/null
