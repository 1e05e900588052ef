cd "$ROOT/tests/data" && $AMIQUIZ pack diff diff-door.json diff-door-later.json
