$AMIQUIZ decide --pack "$ROOT/tests/data/parcel.json" --decision=form abroad=false --json
