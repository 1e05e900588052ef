printf "B\nA\nA\nq\n" | "$AMIQUIZ" drill --seed 7 --db p.db >/dev/null; printf "A\nA\nA\nA\nA\nA\nA\n" | "$AMIQUIZ" drill --seed 7 --db p.db | sed -n "/^Round: .* of /,/^In doubt/p"
