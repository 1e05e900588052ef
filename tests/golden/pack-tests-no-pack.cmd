cd "$ROOT/tests/data" && $AMIQUIZ pack tests check-no-pack.json
