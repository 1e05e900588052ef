$AMIQUIZ decide --seed=
