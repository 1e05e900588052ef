$AMIQUIZ explain --pack "$ROOT/tests/data/parcel.json" heavy=no abroad=no prepaid=no --change-to counter --by abroad --json
