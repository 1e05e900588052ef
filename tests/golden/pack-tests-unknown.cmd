$AMIQUIZ pack tests ami-lectur
