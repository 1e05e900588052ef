$AMIQUIZ decide --seed -5
