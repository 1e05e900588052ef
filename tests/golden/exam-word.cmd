"$AMIQUIZ" exam bank.json
