cd "$ROOT/tests/data" && $AMIQUIZ pack check check-faults.json --width 40
