cp $ROOT/tests/data/score-key.csv key.csv; printf 'student,question,answer\n\n' >scan.csv; $AMIQUIZ score --key key.csv scan.csv -o results; got=$?; ls; exit $got
