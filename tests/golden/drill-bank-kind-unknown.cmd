"$AMIQUIZ" generate --count 12 --seed 7 --quiet -o b.json && "$AMIQUIZ" drill b.json --db p.db --kind pth
