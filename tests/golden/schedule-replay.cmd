$AMIQUIZ schedule --replay -
