$AMIQUIZ decide --json=yes
