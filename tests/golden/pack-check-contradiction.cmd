cd "$ROOT/tests/data" && $AMIQUIZ pack check check-contradiction.json
