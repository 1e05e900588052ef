# kill -9 at any moment of a drill: an answer that was acknowledged by a verdict is never lost, none
# is kept twice, and the question that was open is asked again, the same to the last byte.
. "$ROOT/tests/lib/shell.sh"

readonly ROUNDS=${AMIQUIZ_KILLS:-20}
db=$PWD/p.db
RANDOM=4711
acknowledged=0 # verdicts read over all lives of the drill
open=          # the question line that was read last and not answered

say() { printf '%s\n' "$1" >&"${drill[1]}"; }
hear() { IFS= read -r -t 60 line <&"${drill[0]}"; }

for round in $(seq $ROUNDS); do
  # The coprocess's own shell must not outlive the program: exec.
  coproc drill { exec "$AMIQUIZ" drill --json --db "$db" --seed "$round" 2>err; }
  # shellcheck disable=SC2154
  pid=$drill_PID
  hear || { cat err && fail "no question at start $round"; }
  [[ $line == '{"type":"question"'* ]] || fail "no question: $line"
  if [ -n "$open" ] && [ "$line" != "$open" ]; then
    fail "start $round: the open question should come again:"$'\n'"$open"$'\n'"$line"
  fi
  open=$line
  answers=$((RANDOM % 5))
  for _ in $(seq $answers); do
    say '{"answer":"A"}' || fail "it ended by itself"
    hear || fail "no verdict"
    [[ $line == '{"type":"verdict"'* ]] || fail "no verdict: $line"
    acknowledged=$((acknowledged + 1))
    hear || fail "no question after the verdict"
    open=$line
  done
  # Now and then an answer is on its way when the blow falls: kept or not, but whole.
  flying=$((RANDOM % 2))
  if [ $flying = 1 ]; then
    say '{"answer":"B"}' || :
    # Spin a random while, so that the blow falls before, within and after the commit.
    for ((i = RANDOM % 4000; i > 0; i--)); do :; done
  fi
  exec {hold}<&"${drill[0]}" # bash closes the coprocess's pipes when it ends
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null || :
  if [ $flying = 1 ]; then
    # What it could still say before it died counts as said.
    while IFS= read -r -t 60 line <&"$hold"; do
      if [[ $line == '{"type":"verdict"'* ]]; then seen=1; else seen=0; fi
      acknowledged=$((acknowledged + seen))
    done
  fi
  exec {hold}<&-
  kept=$(sqlite3 "$db" "select count(*) from events where what = 'answer'")
  if [ "$kept" -lt "$acknowledged" ]; then
    fail "round $round: $acknowledged answers were acknowledged, $kept are kept"
  fi
  if [ "$kept" -gt $((acknowledged + flying)) ]; then
    fail "round $round: $acknowledged answers were acknowledged, and $kept are kept"
  fi
  acknowledged=$kept # one that was kept without a word is kept for good
  if [ $flying = 1 ]; then open=; fi
  [ "$(sqlite3 "$db" 'pragma integrity_check')" = ok ] || fail "round $round: the database is damaged"
  doubled=$(sqlite3 "$db" "select count(*) from (select asked from events where what = 'answer' group by asked having count(*) > 1)")
  [ "$doubled" = 0 ] || fail "round $round: a question was answered twice"
  unanswered=$(sqlite3 "$db" "select count(*) from asked where id not in (select asked from events)")
  [ "$unanswered" -le 1 ] || fail "round $round: $unanswered questions are open"
done
[ "$acknowledged" -gt 10 ] || fail "too few answers to prove anything: $acknowledged"

# The end of the story, told in an orderly way.
echo '{"command":"quit"}' >quit
expect_status 0 "$AMIQUIZ" drill --json --db "$db" <quit
expect_text '{"type":"end","questions":0,"right":0}' out
