$AMIQUIZ generate --count 1 --seed 18446744073709551615 --json -o ./bank && ls
