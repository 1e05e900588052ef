cd "$ROOT/tests/data" && $AMIQUIZ pack check faulty.json --quiet
