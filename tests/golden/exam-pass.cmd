"$AMIQUIZ" exam --pass 70
