$AMIQUIZ explain --pack "$ROOT/tests/data/parcel.json" heavy=yes insured=yes --json
