$AMIQUIZ decide >/dev/full
