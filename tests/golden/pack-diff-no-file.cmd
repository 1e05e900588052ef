$AMIQUIZ pack diff ami-lecture ./none.json
