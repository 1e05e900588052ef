$AMIQUIZ schedule --replay - --retention 90%
