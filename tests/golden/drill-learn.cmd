printf "B\nA\nC\n" | "$AMIQUIZ" drill --learn --seed 3 --db p.db | grep -vE "^  [A-D] "
