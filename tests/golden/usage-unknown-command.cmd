$AMIQUIZ decid
