cp "$ROOT/data/examples/loan-bank.json" b.json; $AMIQUIZ convert b.json out.txt --format aiken --strict --pack "$ROOT/data/examples/loan.json"; status=$?; ls; exit $status
