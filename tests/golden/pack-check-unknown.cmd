$AMIQUIZ pack check ami-lectur
