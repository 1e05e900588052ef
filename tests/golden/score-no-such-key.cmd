$AMIQUIZ score --key nowhere.csv answers.csv
