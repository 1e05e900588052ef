$AMIQUIZ generate --students 2 --strict --format aiken -o papers --seed 1 --count 1 --kinds launch; status=$?; ls; exit $status
