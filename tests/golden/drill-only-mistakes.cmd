printf 'C\nB\n' | "$AMIQUIZ" drill --seed 7 --db p.db --questions 2 >/dev/null; "$AMIQUIZ" drill --seed 3 --db p.db --only mistakes --kind path
