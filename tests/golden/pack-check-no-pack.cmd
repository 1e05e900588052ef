cd "$ROOT/tests/data" && $AMIQUIZ pack check check-no-pack.json --json
