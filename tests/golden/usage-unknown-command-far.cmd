$AMIQUIZ frobnicate
