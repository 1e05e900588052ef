$AMIQUIZ doctor -h
