"$AMIQUIZ" drill one.json two.json </dev/null
