$AMIQUIZ advise --pack "$ROOT/tests/data/parcel.json"
