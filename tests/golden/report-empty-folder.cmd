mkdir empty; $AMIQUIZ report empty
