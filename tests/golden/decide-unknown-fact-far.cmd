$AMIQUIZ decide --pack "$ROOT/tests/data/parcel.json" striped=yes
