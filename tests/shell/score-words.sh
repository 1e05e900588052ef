# What summary and page say stands on more than chance, and its grammar holds for one.
. "$ROOT/tests/lib/shell.sh"

key() { printf 'question,answer,options\nq1,A,4\nq2,A,4\nq3,A,4\n'; }
key >key.csv

# One rejected line beyond those shown; a line of one cell; one answer rejected.
printf 'student,question,answer\ns1,q1,A\ns1\ns1\ns1\ns1\n' >four.csv
expect_status 0 "$AMIQUIZ" score --key key.csv four.csv
expect_text 'four.csv:3: 1 cell, where the header has 3' out
expect_text 'and 1 more line: --rejects FILE lists them' out
printf 'student,question,answer\ns1,q1,A\ns2,q1,B\ns1,q9,B\n' >one.csv
"$AMIQUIZ" score --key key.csv one.csv --report one.html >/dev/null
expect_text '1 of 3 answers was rejected' one.html

# Four of twenty right where guessing gives five, and the worse ones more often: that may be chance.
awk 'BEGIN { print "student,q1,q2,q3"
  for (i = 1; i <= 20; i++) print "s" i "," (i % 5 == 0 ? "A" : "B") "," (i < 13 ? "A" : "C") "," (i < 12 ? "A" : "D") }' >small.csv
"$AMIQUIZ" score --key key.csv small.csv --report small.html >/dev/null
expect_text 'That is no more than guessing would give (25 %).' small.html
expect_text 'in a class of this size that may be chance.' small.html
! grep -q 'wrong way round: something' small.html || fail 'chance is called a fault of the question'

# The same of ten times as many, and five of a hundred right: no chance any more.
awk 'BEGIN { print "student,q1,q2,q3"
  for (i = 1; i <= 200; i++) print "s" i "," (i > 190 ? "A" : "B") "," (i < 121 ? "A" : "C") "," (i < 111 ? "A" : "D") }' >large.csv
"$AMIQUIZ" score --key key.csv large.csv --report large.html >/dev/null
expect_text 'That is less than guessing would give (25 %)' large.html
expect_text 'wrong way round: something is the matter' large.html
