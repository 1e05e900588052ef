$AMIQUIZ decide --pack "$ROOT/tests/data/parcel.json" heavy=yes --width 20
