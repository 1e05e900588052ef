"$AMIQUIZ" help generate
