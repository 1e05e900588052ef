$AMIQUIZ convert bank.json - --format jsno
