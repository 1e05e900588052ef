$AMIQUIZ decide --pack "$ROOT/tests/data/parcel.json" insured=yes abroad=yes
