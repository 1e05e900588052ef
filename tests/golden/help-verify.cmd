$AMIQUIZ help verify
