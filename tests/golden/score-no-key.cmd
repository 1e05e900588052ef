$AMIQUIZ score answers.csv
