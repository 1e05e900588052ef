"$AMIQUIZ" generate --kinds steps --count 60 --seed 3 --format ndjson | grep -o "In other cases these calls[^\"]*" | sort -u
