$AMIQUIZ pack diff ami-lecture ami-curent
