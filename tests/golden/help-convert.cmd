$AMIQUIZ help convert
