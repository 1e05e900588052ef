$AMIQUIZ pack diff "$ROOT/tests/data/diff-door.json" "$ROOT/tests/data/diff-door-later.json" --json
