cd "$ROOT/tests/data" && $AMIQUIZ pack tests cover-door.json --width 40
