$AMIQUIZ decide --batch - --separator "|"
