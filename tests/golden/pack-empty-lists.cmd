"$AMIQUIZ" pack check "$ROOT/tests/data/empty-lists.json" --json; "$AMIQUIZ" pack show "$ROOT/tests/data/empty-lists.json" --json | cmp - "$ROOT/tests/data/empty-lists.json"
