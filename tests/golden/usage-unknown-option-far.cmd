$AMIQUIZ decide --frobnicate=7
