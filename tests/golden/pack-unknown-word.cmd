$AMIQUIZ pack shwo
