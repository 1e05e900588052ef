$AMIQUIZ decide --pack "$ROOT/tests/data/parcel.json" insured=yes heavy=yes abroad=no
