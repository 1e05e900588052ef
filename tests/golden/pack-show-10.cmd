$AMIQUIZ pack show "$ROOT/tests/data/parcel-new.json" --width 10
