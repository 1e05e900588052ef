"$AMIQUIZ" drill ami-current </dev/null
