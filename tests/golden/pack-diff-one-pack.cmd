$AMIQUIZ pack diff ami-lecture
