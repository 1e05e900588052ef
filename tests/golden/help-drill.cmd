"$AMIQUIZ" help drill
