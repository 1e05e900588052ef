"$AMIQUIZ" exam --questions 2 --seed 4 --db p.db --pack "$ROOT/data/examples/loan.json" --accessible
