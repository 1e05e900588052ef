$AMIQUIZ decide --pack "$ROOT/tests/data/faulty.json" --batch -
