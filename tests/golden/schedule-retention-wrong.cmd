$AMIQUIZ schedule --replay - --retention 0
