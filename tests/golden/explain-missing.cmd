$AMIQUIZ explain --pack "$ROOT/tests/data/parcel.json" heavy=no insured=no
