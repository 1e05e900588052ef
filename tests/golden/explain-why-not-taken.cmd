$AMIQUIZ explain --pack "$ROOT/tests/data/parcel.json" heavy=no abroad=no prepaid=yes insured=no --why-not COUNTER
