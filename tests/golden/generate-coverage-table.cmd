"$AMIQUIZ" generate --cover all --kinds launch --seed 3 --verbose --width 78 -o bank.json
