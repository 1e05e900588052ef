# The line by which Excel is told the separator, before answers, key, bank and roster alike.
. "$ROOT/tests/lib/shell.sh"
printf 'question,answer\nq1,A\nq2,"A,B"\n' >key.csv
printf 'student,name\ns1,"Lee, Ann"\ns2,Bo\n' >roster.csv
printf 'student,q1,q2\ns1,A,B A\n' >answers.csv
expect_status 0 "$AMIQUIZ" score --key key.csv --roster roster.csv answers.csv -o want
printf 'sep=|\r\nquestion|answer\r\nq1|A\r\nq2|A,B\r\n' >key-sep.csv
printf '\xef\xbb\xbfSEP=;\r\nstudent;name\r\ns1;Lee, Ann\r\ns2;Bo\r\n' >roster-sep.csv
printf 'sep=:\nstudent:q1:q2\ns1:A:B A\n' >answers-sep.csv
expect_status 0 "$AMIQUIZ" score --key key-sep.csv --roster roster-sep.csv answers-sep.csv -o got
[ ! -s err ] || fail "said: $(cat err)"
for file in scores items options absent; do
  same "got/$file.csv" "want/$file.csv"
done
expect_text 's2,,Bo' got/absent.csv

# What is wrong is told by the line of the file.
printf 'sep=;\nquestion;answer\nq1;A\nq1;B\n' >twice.csv
expect_status 3 "$AMIQUIZ" score --key twice.csv answers.csv
cat >told <<'EOT'
twice.csv:4:1: error: question "q1" stands here twice [repeated-question]
    4 | q1;B
      | ^ take one of the two out; other right answers are written A|BC
twice.csv:3:1: note: the first one is here
    3 | q1;A
      | ^
EOT
same err told

# A column called `question` makes a key of CSV, whatever it is set apart by; a bank has a stem.
expect_status 0 "$AMIQUIZ" generate --count 3 --seed 1 --format csv -o bank.csv
{ printf 'sep=,\n' && cat bank.csv; } >bank-sep.csv
expect_status 0 "$AMIQUIZ" convert bank.csv --unverified want.json
expect_status 0 "$AMIQUIZ" convert bank-sep.csv --unverified got.json
same got.json want.json

# Papers for a roster.
expect_status 0 "$AMIQUIZ" generate --count 3 --seed 1 --students roster.csv --format markdown -o papers
expect_status 0 "$AMIQUIZ" generate --count 3 --seed 1 --students roster-sep.csv --format markdown -o papers-sep
diff -r papers papers-sep || fail 'other papers'
