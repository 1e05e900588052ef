$AMIQUIZ pack diff "$ROOT/tests/data/parcel.json" "$ROOT/tests/data/parcel.json" --json
