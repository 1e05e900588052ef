# Students whose ids only look the same stay two, and are named so that the difference is seen.
. "$ROOT/tests/lib/shell.sh"

printf 'question,answer\nQ1,A\nQ2,B\n' >key.csv
printf 'student,Q1,Q2\ns01,A,B\ns\xe2\x80\x8b01,A,C\nt1,A,A\nT1,A,B\n\xef\xbd\x93\x30\x32,A,B\ns02,B,B\n7,A,A\n007,B,B\n' >answers.csv

score() { expect_status 0 "$AMIQUIZ" score --key key.csv "$@"; }
hint='  hint: each counts as a student of its own; where two are one person, mend the id in the answers and score again'

score answers.csv --json
expect_text '"students":8,' out
cat >want <<END
amiquiz score: warning: students "s01" and "s\u{200b}01" differ only by an invisible character (U+200B)
amiquiz score: warning: students "t1" and "T1" differ only in case
amiquiz score: warning: students "\u{ff53}02" and "s02" differ only by a full-width character (U+FF53)
amiquiz score: warning: 1 more student's id looks like an earlier one
$hint
END
same want err
score answers.csv --compare-key key.csv
same want err
score answers.csv --quiet
[ ! -s err ] || fail 'quiet, something is said'

# Without names it is said of the names that were made up.
sed -n '1,3p;8,9p' answers.csv >few.csv
score few.csv --anonymous --scores -
cat >want <<END
amiquiz score: warning: students "student-0001" and "student-0002" differ only by an invisible character (U+200B)
amiquiz score: warning: students "student-0003" and "student-0004" differ only in leading zeros
$hint
END
head -n 3 err >got
same want got

# Ids that are only alike in part are nobody's business.
printf 'student,Q1,Q2\nA1,A,B\nA11,A,C\n001,A,B\n010,A,A\n' >plain.csv
score plain.csv
[ ! -s err ] || fail 'something is said of plain ids'

# A stranger to the roster is shown so that the difference to who is on it is seen.
printf 'student\ns01\n' >roster.csv
score few.csv --roster roster.csv
expect_text 'few.csv:3: student "s\u{200b}01" is not on the roster' out
