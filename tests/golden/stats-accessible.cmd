printf 'A\n1\nB\n2\nA\n3\n' | "$AMIQUIZ" drill --db p.db --seed 7 --confidence --questions 3 >/dev/null; "$AMIQUIZ" stats --db p.db --accessible --width 20 | tail -n 12
