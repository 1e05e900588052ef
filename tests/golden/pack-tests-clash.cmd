cd "$ROOT/tests/data" && $AMIQUIZ pack tests - --decision clash <faulty.json
