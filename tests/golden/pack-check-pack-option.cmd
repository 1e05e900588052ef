cd "$ROOT/tests/data" && $AMIQUIZ pack check --pack faulty.json
