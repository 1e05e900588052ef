# An exam by lines: answers can be changed and marked in any order, nothing is judged before the end,
# what is cut off goes on as it was, and the clock does not stop meanwhile.
. "$ROOT/tests/lib/shell.sh"

db=$PWD/p.db
exam() { "$AMIQUIZ" exam --db "$db" "$@"; }
sql() { sqlite3 "$db" "$1"; }
# What nobody may read before the end.
silent() {
  if grep -nE 'Right|Wrong|right\.|Passed|score' out; then fail "something was judged before the end"; fi
}

# Begun, three answered, one of them marked and changed, then cut off.
printf 'A\nB\nm\np\nA\nAC\nq\n' >in
expect_status 0 exam --seed 3 --questions 5 <in
silent
expect_text '5 questions, 20 minutes.' out
expect_text 'The exam stays open: 3 of 5 answered, 20 minutes left.' out
cp out first

# It goes on with the fourth, whatever is said of another.
printf 'o\n#2\nq\n' >in
expect_status 0 exam --seed 99 --questions 9 <in
silent
expect_text 'It goes on where it was left: 3 answered' out
expect_text 'Question 4 of 5' out
expect_text 'Answered  1-3' out
expect_text 'Open      4 5' out
expect_text 'Marked    3' out
expect_text 'an exam is open and goes on as it was begun; --questions 9 is for another one' err
expect_text 'Your answer: A' out
# The second question reads as it did: story, question, options in their order.
second() { awk '/^Question 2 of 5/ { on = 1; next } on; on && /^  D / { exit }' "$1"; }
second first >was
second out >is
[ -s was ] || fail "there is no second question"
same was is
[ "$(sql "select count(*) from asked")" = 5 ] || fail "it asks other questions than at first"

# Handing in with open questions takes a yes.
printf 'x\nn\nB\n#77\n#x\nx\ny\n' >in
expect_status 0 exam <in
expect_text '2 questions are open: 4 5. y hands in all the same.' out
expect_text 'Not handed in.' out
expect_text 'There is no question "77": they are numbered from 1 to 5.' out
expect_text 'There is no question "x"' out
expect_text '1 question is open: 5. y hands in all the same.' out
expect_text 'The exam is handed in.' out
expect_text ', 1 not answered' out
expect_text 'Estimated score' out
expect_text 'Not answered. Right is' out
[ "$(sql "select how from endings")" = handed-in ] || fail "the end is not kept"

# Over is over: the next one is another.  (From a bank, so that a letter answers each question.)
"$AMIQUIZ" generate --count 9 --seed 7 --kinds path -o paths.json --quiet
expect_status 0 exam --bank paths.json --questions 3 --seed 5 </dev/null
expect_text 'Question 1 of 3' out
[ "$(sql "select count(*) from sittings")" = 2 ] || fail "no other exam was begun"

# Its time runs out while nobody is there: it is handed in, and reviewed, at the next start.
sql "update sittings set at = at - 1260 where id = 2"
expect_status 0 exam </dev/null
expect_text 'The time is up. The exam was handed in as it was.' out
expect_text '0 of 3 right, 3 not answered.' out
[ "$(sql "select how, endings.at - sittings.at from endings join sittings on id = sitting where id = 2")" = 'timed-out|1200' ] ||
  fail "the end is not where the clock put it"

# All answered, and input ends: handed in. Two changes of one question: the last stands.
printf 'A\n#1\nB\n#1\nA\nA\nA\n' >in
expect_status 0 exam --bank paths.json --questions 3 --seed 5 <in
expect_text 'The exam is handed in.' out
[ "$(sql "select group_concat(n) from (select count(*) n from events where what = 'answer' and asked in (select id from asked where sitting = 3) group by asked)")" = '3,1,1' ] ||
  fail "not every answer is kept"

# A mistake is not an answer; undo goes back to what stood before.
printf 'Z\nu\nA\nu\ns\nu\np\nq\n' >in
expect_status 0 exam --bank paths.json --questions 3 --seed 5 <in
expect_text '"Z" is no answer here. Write the letter of an option, n or p to go on or back' out
expect_text 'There is nothing to take back.' out
expect_text 'This is the first one.' out
expect_text '0 of 3 answered' out

# While an exam is open, the drill neither asks its questions nor counts its answers; those of exams that
# are over it counts.
over=$(sql 'select count(distinct asked) from events join asked on asked.id = asked join endings using (sitting) where events.what = "answer"')
expect_status 0 "$AMIQUIZ" drill --db "$db" --seed 1 </dev/null
expect_text 'Question 1 of 10' out
expect_text "$over answered," out
if grep -q 'left it open' out; then fail "the drill took an exam for its own"; fi
