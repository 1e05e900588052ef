$AMIQUIZ explain --pack "$ROOT/tests/data/parcel.json" heavy=yes prepaid=no abroad=no --change-to x
