$AMIQUIZ pack show "$ROOT/tests/data/parcel.json" --width 20
