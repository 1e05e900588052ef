$AMIQUIZ pack show - --decision clash <"$ROOT/tests/data/faulty.json"
