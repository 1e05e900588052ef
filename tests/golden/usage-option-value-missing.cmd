$AMIQUIZ decide --pack
