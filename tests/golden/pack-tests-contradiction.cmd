cd "$ROOT/tests/data" && $AMIQUIZ pack tests check-contradiction.json
