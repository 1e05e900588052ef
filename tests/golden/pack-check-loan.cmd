cd "$ROOT/data/examples" && $AMIQUIZ pack check loan.json
