$AMIQUIZ decide --pack "$ROOT/tests/data/parcel.json" heavy=yes --color always
