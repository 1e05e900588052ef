$AMIQUIZ decide --pack "$ROOT/tests/data/faulty.json" --decision clash a=yes
