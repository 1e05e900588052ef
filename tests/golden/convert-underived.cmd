sed 's/"short_loan"/"short_term"/' "$ROOT/data/examples/loan-bank.json" >b.json; $AMIQUIZ convert b.json - --format json --pack "$ROOT/data/examples/loan.json"
