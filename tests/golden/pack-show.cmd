$AMIQUIZ pack show "$ROOT/tests/data/parcel.json"
