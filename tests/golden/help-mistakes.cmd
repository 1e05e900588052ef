$AMIQUIZ help mistakes
