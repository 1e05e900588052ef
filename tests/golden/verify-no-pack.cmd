printf '{"format":"amiquiz-bank","version":1}\n' >b.ndjson; $AMIQUIZ verify b.ndjson
