$AMIQUIZ --pack "$ROOT/tests/data/parcel.json" --json decide heavy=yes abroad=no prepaid=no
