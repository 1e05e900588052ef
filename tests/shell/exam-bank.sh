# An exam from a bank: each question once, spread over its rows; resumed without the bank's file and
# with a changed pack; scored by its points.
. "$ROOT/tests/lib/shell.sh"

db=$PWD/p.db
exam() { "$AMIQUIZ" exam --db "$db" "$@"; }
"$AMIQUIZ" generate --count 30 --seed 7 --kinds path -o bank.json --quiet

printf 'A\nq\n' >in
expect_status 0 exam --bank bank.json --seed 1 --questions 8 <in
cp out first
rules=$(sqlite3 "$db" "select count(distinct rule) from asked")
[ "$rules" -ge 7 ] || fail "8 questions of a bank with 8 rows are about $rules of them"
[ "$(sqlite3 "$db" "select count(distinct question) from asked")" = 8 ] || fail "one came twice"
mv bank.json elsewhere.json
printf 'p\nq\n' >in
expect_status 0 exam <in
expect_text 'Question 2 of 8' out
expect_text 'Your answer: A' out
sed -n '/^Question 1 of 8/,/^  D /p' first | sed 1d >was
sed -n '/^Question 1 of 8/,/^  D /p' out | sed 1d >is
same was is
printf 'x\ny\n' >in
expect_status 0 exam <in
expect_text 'of 8 right' out

# More than there are: all of them, said.
expect_status 0 exam --bank elsewhere.json --questions 99 --seed 1 <in
expect_text 'there are no more than 30 such questions' err
expect_text 'Question 1 of 30' out

# A bank by hand, without a pack: points count, and nothing is said of beliefs.
cat >mine.json <<'J'
{"format":"amiquiz-bank","version":1,"title":"By hand","questions":[
{"id":"one","stem":"Two?","options":[{"id":"A","text":"2","correct":true},{"id":"B","text":"3"}],"answer":["A"],"points":3},
{"id":"two","stem":"Three?","options":[{"id":"A","text":"2"},{"id":"B","text":"3","correct":true}],"answer":["B"],"points":1},
{"id":"twin","stem":"Two?","options":[{"id":"A","text":"2","correct":true},{"id":"B","text":"3"}],"answer":["A"],"points":3}]}
J
printf '{"answer":"A"}\n{"answer":"A"}\n' >in
expect_status 0 exam --bank mine.json --unverified --json --seed 2 <in
sed -n 's/.*"questions":\([0-9]*\),"right":\([0-9]*\).*/\1 \2/p' out >got
[ "$(wc -l <got)" = 1 ] || fail "no end: $(cat out)"
expect_text '"max_points":4,' out
expect_text '"rules":[{"rule":null,"questions":2,"right":' out
expect_text '"beliefs":[]' out

# A pack of one's own, from its file; then the file is changed in the middle of an exam.
cp "$ROOT/data/examples/loan.json" mine-pack.json
expect_status 0 exam --pack ./mine-pack.json --questions 3 --seed 1 </dev/null
[ ! -s err ] || fail "$(cat err)"
expect_status 0 exam --pack ./mine-pack.json </dev/null
[ ! -s err ] || fail "$(cat err)"
sed -i 's/an invented town library/another invented town library/' mine-pack.json
printf 'A\nA\nA\n' >in
expect_status 0 exam --pack ./mine-pack.json <in
expect_text 'the pack "loan" is not what it was when the exam began' err
expect_text 'The exam is handed in.' out

expect_status 2 exam --bank -
expect_text 'standard input is for the answers, the bank must be a file' err
printf '{"format":"amiquiz-bank","version":1,"questions":[]}' >none.json
expect_status 3 exam --bank none.json
expect_text 'the bank "none.json" has no questions' err
