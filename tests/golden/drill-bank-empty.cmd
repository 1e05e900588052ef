printf '{"format":"amiquiz-bank","version":1,"questions":[]}' >empty.json; "$AMIQUIZ" drill empty.json </dev/null
