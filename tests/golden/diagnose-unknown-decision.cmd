"$AMIQUIZ" diagnose --decision lanch --db ":memory:" </dev/null
