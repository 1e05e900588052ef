"$AMIQUIZ" exam --minutes 1441
