$AMIQUIZ pack check there-is-none.json
