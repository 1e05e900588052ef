$AMIQUIZ help decid
