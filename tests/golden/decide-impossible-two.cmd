$AMIQUIZ decide --pack "$ROOT/tests/data/parcel.json" heavy=yes insured=yes prepaid=no
