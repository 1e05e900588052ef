$AMIQUIZ decide --pack --json
