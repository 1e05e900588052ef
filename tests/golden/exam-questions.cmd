"$AMIQUIZ" exam --questions 0
