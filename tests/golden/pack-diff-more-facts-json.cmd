$AMIQUIZ pack diff "$ROOT/tests/data/diff-door-more-facts.json" "$ROOT/tests/data/diff-door.json" --json
