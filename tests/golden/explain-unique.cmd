$AMIQUIZ explain --pack "$ROOT/tests/data/parcel.json" heavy=yes abroad=no prepaid=no --decision form --why-not customs --change-to customs
