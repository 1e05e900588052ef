$AMIQUIZ decide --width 0
