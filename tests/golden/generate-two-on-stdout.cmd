$AMIQUIZ generate --count 2 --seed 1 --coverage -
