$AMIQUIZ pack tests ami-current --decision run-there --json
