sed 's/renewed_twice/third_time/' "$ROOT/data/examples/loan.json" >loan.json; cp "$ROOT/data/examples/loan-bank.json" b.json; $AMIQUIZ verify b.json --pack loan.json --json
