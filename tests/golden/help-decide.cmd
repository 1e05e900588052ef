$AMIQUIZ help decide
