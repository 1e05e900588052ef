$AMIQUIZ score --key key.csv answers.csv --anonymous --moodle-grades x.csv
