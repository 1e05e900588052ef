# A file of which nearly everything is refused, more than is noted at once: every line is told, in its
# order, and once, whatever the threads.
. "$ROOT/tests/lib/shell.sh"
printf 'question,answer,options\nq1,A,4\nq2,B,4\n' >key.csv

# A line of two bytes each, with some good ones, and with a quoted one in the middle.
awk 'BEGIN { print "student,question,answer"
  for (i = 1; i <= 300000; i++) print i % 50000 == 7 ? "s" i ",q1,A" : i == 200000 ? "\"s2\"x,q1,A" : "z" }' >long.csv
for threads in 1 2 7; do
  expect_status 0 "$AMIQUIZ" score --key key.csv long.csv --threads "$threads" --rejects "long-$threads.csv" --json
  expect_text '"responses_read":300000,"responses_scored":6,"responses_superseded":0,"responses_rejected":299994' out
done
same long-1.csv long-2.csv
same long-1.csv long-7.csv
cut -d, -f2 long-1.csv | awk 'NR > 2 && $1 <= last { bad = 1 } { last = $1 } END { exit bad || NR != 299995 || last != 300001 }' ||
  fail 'lines are missing, or stand twice or in another order'

# Fixed columns one off: no mark is an option.
awk 'BEGIN { for (i = 1; i <= 100000; i++) print (i % 40000 == 7 ? "AB" : "XX") "s" i }' >scan.txt
for threads in 1 2 7; do
  expect_status 0 "$AMIQUIZ" score --key key.csv scan.txt --layout 'answers=1-2 student=3-9' --threads "$threads" \
    --rejects "scan-$threads.csv" --scores "scores-$threads.csv" --json
  expect_text '"responses_read":200000,"responses_scored":6,"responses_superseded":0,"responses_rejected":199994' out
done
same scan-1.csv scan-2.csv
same scan-1.csv scan-7.csv
same scores-1.csv scores-7.csv
[ "$(wc -l <scan-1.csv)" -eq 199995 ] || fail "$(wc -l <scan-1.csv) lines of rejects"
