$AMIQUIZ doctor x
