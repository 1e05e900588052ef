$AMIQUIZ decide --pack "$ROOT/tests/data/parcel.json" insured=YES abroad=1 --json
