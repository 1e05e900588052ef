# A file with all that can be wrong with it: every line is scored, superseded or rejected, the rejects name
# file, line and reason, whatever the number of threads; and a gzip file that breaks off loses nothing.
. "$ROOT/tests/lib/shell.sh"
printf 'question,answer,options\nq1,A,4\nq2,B,4\n' >key.csv
{
  printf '\357\273\277student,question,answer,when\r\n'
  printf 's1,q1,A,1\r\n\r\ns1,q2,"B","two\nlines"\r\n'
  printf 's1,q1,A,again\r\ns1,q1,B,other\r\n'
  printf 's2,q3,A,1\r\ns2,q1,E,1\r\n=1+1,q1,C,1\r\n'
  printf 'a\377,q1,A,1\r\ns2,q1\r\ns2,q1,"A,1\r\n,q1,A,1\r\n'
  printf 's3,q1,\000A,1\r\ns4,Q2, b ,1\r\ns4,q1,*,1\r\n'
} >dirty.csv
cat >want.csv <<'CSV'
file,line,reason,text
dirty.csv,7,"question ""q1"": student ""s1"" has given another answer, which is kept","s1,q1,B,other"
dirty.csv,8,"no question ""q3"" is in the key: did you mean ""q1""?","s2,q3,A,1"
dirty.csv,9,"question ""q1"": ""E"" is no option (A to D)","s2,q1,E,1"
dirty.csv,12,"2 cells, where the header has 4","s2,q1"
dirty.csv,13,a quote is never closed,"s2,q1,""A,1"
dirty.csv,14,no student is named,",q1,A,1"
CSV
for threads in 1 2 7; do
  expect_status 0 "$AMIQUIZ" score --key key.csv dirty.csv --threads $threads --rejects rejects.csv --scores scores-$threads.csv
  # A text that is not UTF-8, or has a NUL, is compared by its line and reason alone.
  grep -a -v -e '^dirty.csv,11,' -e '^dirty.csv,15,' rejects.csv >got.csv
  same want.csv got.csv
  grep -a -q "^dirty.csv,11,\"the student's id is not UTF-8, or has control characters\"," rejects.csv || fail 'line 11'
  grep -a -q '^dirty.csv,15,a NUL byte,' rejects.csv || fail 'line 15'
  same scores-1.csv scores-$threads.csv
done
grep -q "^'=1+1," scores-1.csv || fail 'a formula among the students'
expect_status 1 "$AMIQUIZ" score --key key.csv dirty.csv --strict

# Everybody whose line came before the break is scored, and the status says that the file is not whole.
awk 'BEGIN { print "student,question,answer"; for (i = 0; i < 20000; i++) printf "s%d,q%d,%c\n", i / 2, i % 2 + 1, 65 + i * 7 % 4 }' >long.csv
gzip -c long.csv | head -c 20000 >cut.csv.gz
expect_status 4 "$AMIQUIZ" score --key key.csv cut.csv.gz
expect_text 'the gzip data end too early: the file is not whole' err
