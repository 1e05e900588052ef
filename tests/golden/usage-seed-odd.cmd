$AMIQUIZ decide --seed 1e3
