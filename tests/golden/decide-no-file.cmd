$AMIQUIZ decide --pack ./none.json
