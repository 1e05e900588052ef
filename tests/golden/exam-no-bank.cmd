"$AMIQUIZ" exam --unverified
