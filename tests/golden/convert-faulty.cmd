sed 's/"answer": "A"/"answer": "C"/; s/"stem": "Another/"steam": "Another/' "$ROOT/data/examples/loan-bank.json" >b.json; $AMIQUIZ convert b.json - --format json
