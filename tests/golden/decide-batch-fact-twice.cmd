$AMIQUIZ decide --pack "$ROOT/tests/data/parcel.json" --batch -
