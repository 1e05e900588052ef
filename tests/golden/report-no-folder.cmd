$AMIQUIZ report nowhere
