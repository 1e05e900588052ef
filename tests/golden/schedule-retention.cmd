$AMIQUIZ schedule --retention=0.95 --replay -
