# An exam for programs: the protocol of the drill, with "saved" in place of verdicts; killed at any
# moment it goes on with every answer that was said to be saved.
. "$ROOT/tests/lib/shell.sh"

db=$PWD/p.db
exam() { "$AMIQUIZ" exam --json --db "$db" "$@"; }
count() { grep -c "$1" out || :; }

# A program that only knows the promised words: ten answers, ten times saved, then the end.
for _ in $(seq 10); do echo '{"answer":"A"}'; done >in
expect_status 0 "$AMIQUIZ" exam --json --db one.db --seed 12 <in
saved=$(count '^{"type":"saved"}$')
errors=$(count '^{"type":"error"')
[ "$((saved + errors))" = 10 ] || fail "10 answers, $saved saved and $errors refused"
if grep -q '"correct"\|"right"' <<<"$(sed '$d' out)"; then fail "something was judged before the end"; fi

# Skips to the end hand in, too.
for _ in $(seq 4); do echo '{"command":"skip"}'; done >in
expect_status 0 exam --questions 4 --seed 1 <in
expect_text '{"type":"end","questions":4,"right":0,"answered":0,"ended":"handed-in","points":0,"max_points":4,"scaled_estimate":100,"passed":false,"pass_share":0.7,"scale":[100,720,1000],' out

# Changing, marking, going to and fro; what stands is in the question.
cat >in <<'J'
{"answer":"A"}
{"command":"undo"}
{"answer":"B"}
{"command":"goto","question":1}
{"command":"mark"}
{"command":"goto","question":9}
{"command":"goto"}
{"command":"hand-in"}
{"command":"dance"}
[]
{
{"command":"hand-in","open":true}
J
expect_status 0 exam --questions 3 --seed 1 --pass 0% <in
[ "$(count '^{"type":"saved"}$')" = 2 ] || fail "two answers were given"
expect_text '"number":1,"of":3,"chosen":["B"],"marked":true,' out
expect_text '{"type":"error","message":"goto wants \"question\": the number of one"}' out
expect_text '{"type":"error","message":"2 questions are open: 2 3. Say {\"command\":\"hand-in\",\"open\":true} to hand in all the same"}' out
expect_text '{"type":"error","message":"unknown command: say undo, skip, mark, goto, hand-in or quit"}' out
expect_text '{"type":"error","message":"say {\"answer\":\"A\"} or {\"command\":\"quit\"}"}' out
expect_text '{"type":"error","message":"this line is no JSON: ' out
expect_text '"passed":true' out
[ "$(tail -n 1 out | python3 -c 'import json,sys; e = json.load(sys.stdin); print(e["type"], e["questions"], len(e["items"]), sum(r["questions"] for r in e["rules"]))')" = 'end 3 3 3' ] ||
  fail "the end does not add up: $(tail -n 1 out)"

# Left, it has no score yet.
echo '{"answer":"A"}' >in
expect_status 0 exam --questions 3 --seed 1 <in
expect_text '{"type":"end","questions":0,"right":0,"answered":1,"ended":null,"seconds_left":' out
echo '{"command":"hand-in","open":true}' >in
expect_status 0 exam <in

# kill -9: what was said to be saved is there, once, and the same question is asked again.
RANDOM=4711
readonly COUNT=60
plain() { sed 's/"seconds_left":[0-9]*//' <<<"$1"; }
acknowledged=0
open=
over=0
for round in $(seq 40); do
  coproc exam { exec "$AMIQUIZ" exam --json --db "$db" --questions $COUNT --seed 5 2>err; }
  # shellcheck disable=SC2154
  pid=$exam_PID
  IFS= read -r -t 60 line <&"${exam[0]}" || { cat err && fail "no question at start $round"; }
  [[ $line == '{"type":"question"'* ]] || fail "no question: $line"
  if [ -n "$open" ] && [ "$(plain "$line")" != "$open" ]; then
    fail "start $round: another question than the one that was open"
  fi
  open=$(plain "$line")
  for _ in $(seq $((RANDOM % 3))); do
    if [[ $line == *'"select":2'* ]]; then said='{"answer":["A","B"]}'; else said='{"answer":"A"}'; fi
    printf '%s\n' "$said" >&"${exam[1]}"
    IFS= read -r -t 60 line <&"${exam[0]}" || fail "no word"
    [ "$line" = '{"type":"saved"}' ] || fail "not saved: $line"
    acknowledged=$((acknowledged + 1))
    IFS= read -r -t 60 line <&"${exam[0]}" || fail "nothing after the answer"
    if [[ $line == '{"type":"end"'* ]]; then over=1 && break; fi
    open=$(plain "$line")
  done
  kill -KILL "$pid" 2>/dev/null || :
  wait "$pid" 2>/dev/null || :
  kept=$(sqlite3 "$db" "select count(*) from events where what = 'answer' and asked in (select id from asked where sitting = (select max(id) from sittings))")
  [ "$kept" = "$acknowledged" ] || fail "round $round: $acknowledged were saved, $kept are kept"
  [ "$(sqlite3 "$db" 'pragma integrity_check')" = ok ] || fail "round $round: the database is damaged"
  [ $over = 0 ] || break
done
[ "$acknowledged" -gt 20 ] || fail "too few answers to prove anything: $acknowledged"
