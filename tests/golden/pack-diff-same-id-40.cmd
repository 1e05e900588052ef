cd "$ROOT/tests/data" && $AMIQUIZ pack diff diff-door-later.json diff-door.json --width 40
