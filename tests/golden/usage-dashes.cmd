$AMIQUIZ decide -- --json
