"$AMIQUIZ" drill --unverified </dev/null
