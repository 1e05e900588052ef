sed 's/"overdue": true/"overdue": false/' "$ROOT/data/examples/loan-bank.json" >b.json; $AMIQUIZ convert b.json - --format json --unverified --pack "$ROOT/data/examples/loan.json"
