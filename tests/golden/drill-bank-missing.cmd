"$AMIQUIZ" drill nowhere.json </dev/null
