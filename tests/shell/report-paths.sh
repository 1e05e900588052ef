# One slash stands between a folder and what is in it, however many it was named with.
. "$ROOT/tests/lib/shell.sh"

printf 'question,answer\nQ1,A\nQ2,B\n' >key.csv
printf 'student,Q1,Q2\ns1,A,B\ns2,A,C\n' >answers.csv

expect_status 0 "$AMIQUIZ" score --key key.csv answers.csv -o results//
expect_text 'Wrote      results/: rejects.csv scores.csv items.csv options.csv' out

echo 'Wrote results/report.html' >want
expect_out want "$AMIQUIZ" report results//
expect_out want "$AMIQUIZ" report results

echo 'Wrote results/students/: 2 pages and index.html' >want
expect_out want "$AMIQUIZ" report results/ --students
[ ! -s err ] || fail 'nothing was to be warned of'
echo 'Wrote pages/: 2 pages and index.html' >want
expect_out want "$AMIQUIZ" report results --students -o pages/

touch pages/0009-gone.html
expect_out want "$AMIQUIZ" report results --students -o pages//
cat >want <<'END'
amiquiz report: warning: pages/ holds 1 page of another scoring, "0009-gone.html"
  hint: remove the folder and write it again, or name another one with -o
END
same want err

# Nor is what is read ever written over under such a name.
expect_status 2 "$AMIQUIZ" report results// -o results/manifest.json
expect_text '"results/manifest.json" is read: it cannot be written over' err
expect_status 0 "$AMIQUIZ" generate --students 2 --count 3 --seed 1 -o papers/// --format html
[ -f papers/bank.json ] || fail 'there is no bank'
