$AMIQUIZ schedule --replay none.ndjson
