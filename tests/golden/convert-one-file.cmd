$AMIQUIZ convert bank.json
