sed 's/somebody-waits/fee-first/' "$ROOT/data/examples/loan-bank.json" >b.json; $AMIQUIZ convert b.json - --format json
