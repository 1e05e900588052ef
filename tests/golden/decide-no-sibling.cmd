$AMIQUIZ decide --pack "$ROOT/tests/data/parcel-new.json" heavy=yes prepaid=no --json
