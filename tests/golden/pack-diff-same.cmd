cd "$ROOT/tests/data" && $AMIQUIZ pack diff parcel.json parcel.json
