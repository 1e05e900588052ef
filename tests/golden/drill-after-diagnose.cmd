printf '%s\n' B C A D D | "$AMIQUIZ" diagnose --seed 3 --db p.db >/dev/null; "$AMIQUIZ" drill --seed 3 --db p.db </dev/null
