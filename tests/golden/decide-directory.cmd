mkdir folder.json && $AMIQUIZ decide --pack folder.json
