"$AMIQUIZ" drill "$ROOT/tests/data/library.gift" --from gitf </dev/null
