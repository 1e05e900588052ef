"$AMIQUIZ" generate --cover beliefs --kinds share,make-public --seed 3 --coverage - -o bank.json --quiet
