$AMIQUIZ decide --jsno
