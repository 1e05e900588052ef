$AMIQUIZ pack list x
