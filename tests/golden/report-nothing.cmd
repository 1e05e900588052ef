$AMIQUIZ report
