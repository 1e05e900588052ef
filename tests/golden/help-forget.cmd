$AMIQUIZ help forget
