$AMIQUIZ decide --separator tab
