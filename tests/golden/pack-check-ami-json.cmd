$AMIQUIZ pack check --pack ami-current --json
