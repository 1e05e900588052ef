$AMIQUIZ pack tests ./there-is-none.json
