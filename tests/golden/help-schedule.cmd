$AMIQUIZ help schedule
