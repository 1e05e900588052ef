"$AMIQUIZ" drill --seed 7 --db p.db --confidence --questions 3 && "$AMIQUIZ" stats --db p.db | tail -n 4
