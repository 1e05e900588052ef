$AMIQUIZ pack show --pack "$ROOT/tests/data/parcel.json" --decision form
