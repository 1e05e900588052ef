$AMIQUIZ decide --color=blue
