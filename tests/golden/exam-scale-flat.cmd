"$AMIQUIZ" exam --scale 100:720:720
