$AMIQUIZ pack diff "$ROOT/tests/data/diff-door.json" "$ROOT/tests/data/diff-door-more-facts.json" --width 40
