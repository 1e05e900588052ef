"$AMIQUIZ" drill - </dev/null
