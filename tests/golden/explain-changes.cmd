$AMIQUIZ explain --pack "$ROOT/tests/data/parcel.json" heavy=yes abroad=no prepaid=no --change-to locker
