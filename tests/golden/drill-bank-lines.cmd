"$AMIQUIZ" drill "$ROOT/tests/data/library.gift" --seed 2
