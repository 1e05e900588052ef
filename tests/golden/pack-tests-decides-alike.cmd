$AMIQUIZ pack tests | cut -d, -f1-11 | $AMIQUIZ decide --batch - | cut -d, -f12-13 | cmp - <($AMIQUIZ pack tests --quiet | cut -d, -f12-13)
