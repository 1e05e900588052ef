"$AMIQUIZ" exam --pass 101%
