$AMIQUIZ convert bank.json bank.txt 2>&1 | head -n 1
