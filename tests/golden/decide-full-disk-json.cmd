$AMIQUIZ decide --json >/dev/full
