# The whole circle for 200 students with papers of their own: made, filled in by a program, read from the
# fixed columns of a scanner, scored, reported.  Everybody answers by the key of the own paper, but for
# every seventh question, so what must come out is known.
. "$ROOT/tests/lib/shell.sh"

seq -f 's%04g' 1 200 | sed '1i student' >class.csv
# A column of a scanner holds one mark, so no question with two right answers.
"$AMIQUIZ" generate --students class.csv --count 12 --seed 5 -o papers \
  --kinds path,launch,run-there,share,make-public,owner,statement,steps,change,edition --quiet
"$AMIQUIZ" convert papers/bank.json bank.ndjson --quiet

# For each paper: student, form, and the letters of the right answers in the order printed.
awk '
  function inside(text, from, what,   rest) {
    rest = substr(text, from)
    return match(rest, what) ? substr(rest, RSTART, RLENGTH) : ""
  }
  /^\{"id":/ {
    id = substr($0, 8); sub(/".*/, "", id)
    match($0, /"answer":\["[A-Z]/); key[id] = substr($0, RSTART + RLENGTH - 1, 1)
    next
  }
  /^\{"paper":/ {
    form = $0; sub(/.*"form":"/, "", form); sub(/".*/, "", form)
    student = $0; sub(/.*"student":"/, "", student); sub(/".*/, "", student)
    rest = $0; sub(/.*"questions":\[/, "", rest)
    line = ""
    number = 0
    while (match(rest, /\{"id":"[^"]*"(,"options":\[[^]]*\])?\}/)) {
      one = substr(rest, RSTART, RLENGTH)
      rest = substr(rest, RSTART + RLENGTH)
      id = one; sub(/\{"id":"/, "", id); sub(/".*/, "", id)
      order = one
      if (sub(/.*"options":\[/, "", order)) gsub(/[^A-Z]/, "", order)
      else order = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
      place = index(order, key[id])
      number++
      # every seventh answer is another one
      if ((number + student_number) % 7 == 0) place = place == 1 ? 2 : place - 1
      line = line place
    }
    student_number++
    printf "%-8s%-4s%s\n", student, form, line
  }' bank.ndjson >scan.txt
[ "$(wc -l <scan.txt)" -eq 200 ] || fail "$(wc -l <scan.txt) papers"

expect_status 0 "$AMIQUIZ" score --key papers/bank.json scan.txt \
  --layout 'student=1-8 form=9-11 answers=13-24' --roster class.csv --strict -o results
awk -F, 'NR > 1 {
    wrong = 0
    for (n = 1; n <= 12; n++) if ((n + NR - 2) % 7 == 0) wrong++
    if ($2 != 12 - wrong || $6 != 12 - wrong || $3 != 12) { print; bad = 1 }
  } END { exit bad || NR != 201 }' results/scores.csv || fail 'points that are not those of the answers given'
[ "$(wc -l <results/absent.csv)" -eq 1 ] || fail 'somebody is absent'
[ "$(wc -l <results/rejects.csv)" -eq 1 ] || fail 'something was rejected'
expect_text '2,400 read = 2,400 scored' out

# The page is made again from what was kept, and every student has one that shows the own letters.
expect_status 0 "$AMIQUIZ" report results -o again.html
same again.html results/report.html
expect_status 0 "$AMIQUIZ" report results --students
[ "$(ls results/students | wc -l)" -eq 201 ] || fail 'a page for each student, and their list'
expect_text '<dd dir="auto">s0007</dd>' results/students/0007-s0007.html
own=$(grep -o 'Your answer, right' results/students/0007-s0007.html | wc -l)
points=$(awk -F, '$1 == "s0007" { print $2 }' results/scores.csv)
[ "$own" -eq "$points" ] || fail "$own right answers on the page, $points points"

# What to read has its title, also where a question is about today's rules and cites their sources.
"$AMIQUIZ" generate --kinds edition --count 3 --seed 3 --format ndjson -o editions.ndjson --quiet
printf 'student,question,answer\n' >wrong.csv
bank_keys editions.ndjson | awk '{ print "s1," $1 "," ($2 == "A" ? "B" : "A") }' >>wrong.csv
"$AMIQUIZ" score --key editions.ndjson wrong.csv -o editions --quiet >/dev/null
"$AMIQUIZ" report editions --students --quiet
expect_text '&quot;How Amazon EC2 AMI copy works&quot;, since 2019-05-28</a>' editions/students/0001-s1.html
! grep -E '<li[^>]*>R[0-9]+</li>' editions/students/0001-s1.html || fail 'a source without its title'

# Pages of an earlier scoring are not taken for pages of this one.
printf 'student,question,answer\n' >other.csv
bank_keys editions.ndjson | awk '{ print "s2," $1 ",A\ns1," $1 ",B" }' >>other.csv
"$AMIQUIZ" score --key editions.ndjson other.csv -o editions --quiet >/dev/null
: >editions/students/2020-notes.txt
expect_status 0 "$AMIQUIZ" report editions --students
cat >want <<'EOF'
amiquiz report: warning: editions/students/ holds 1 page of another scoring, "0001-s1.html"
  hint: remove the folder and write it again, or name another one with -o
EOF
same err want
: >editions/students/0003-s9.html
expect_status 0 "$AMIQUIZ" report editions --students
expect_text 'holds 2 pages of another scoring, "0001-s1.html" and so on' err
rm editions/students/0001-s1.html editions/students/0003-s9.html
expect_status 0 "$AMIQUIZ" report editions --students
[ ! -s err ] || fail 'a warning without a reason'

# Nameless: no id of a student in any file, also not in the copy of the key.
expect_status 0 "$AMIQUIZ" score --key papers/bank.json scan.txt \
  --layout 'student=1-8 form=9-11 answers=13-24' --anonymous -o nameless
if grep -rlE 's0[0-9]{3}' nameless; then fail 'a student is named'; fi
expect_status 0 "$AMIQUIZ" report nameless -o again.html
same again.html nameless/report.html
cut -d, -f2- results/scores.csv >with
cut -d, -f2- nameless/scores.csv >without
same with without
