# kill -9 within a drill of a bank: what a verdict acknowledged is kept, and the question that was
# open comes back with its options in the same order, whatever the seed of the next life.
. "$ROOT/tests/lib/shell.sh"

readonly ROUNDS=8
db=$PWD/p.db
acknowledged=0
open= # the question line that was read last and not answered
"$AMIQUIZ" generate --count 30 --seed 11 --quiet -o bank.json

say() { printf '%s\n' "$1" >&"${drill[1]}"; }
hear() { IFS= read -r -t 60 line <&"${drill[0]}"; }

for round in $(seq $ROUNDS); do
  # The coprocess's own shell must not outlive the program: exec.
  coproc drill { exec "$AMIQUIZ" drill bank.json --json --db "$db" --seed "$round" 2>err; }
  # shellcheck disable=SC2154
  pid=$drill_PID
  hear || { cat err && fail "no question at start $round"; }
  if [ -n "$open" ] && [ "$line" != "$open" ]; then
    fail "start $round: the open question should come again:"$'\n'"$open"$'\n'"$line"
  fi
  for _ in $(seq $((round % 4))); do
    select=$(jq -c '.select as $n | [.options[:$n][].id]' <<<"$line")
    say "{\"answer\":$select}" || fail 'it ended by itself'
    hear || fail 'no verdict'
    [[ $line == '{"type":"verdict"'* ]] || fail "no verdict: $line"
    acknowledged=$((acknowledged + 1))
    hear || fail 'no question after the verdict'
  done
  open=$line
  # In every second life an answer is on its way when the blow falls: kept or not, but whole.
  flying=$((round % 2))
  if [ $flying = 1 ]; then
    select=$(jq -c '.select as $n | [.options[:$n][].id]' <<<"$line")
    say "{\"answer\":$select}" || :
  fi
  exec {hold}<&"${drill[0]}" # bash closes the coprocess's pipes when it ends
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null || :
  exec {hold}<&-
  kept=$(sqlite3 "$db" "select count(*) from events where what = 'answer'")
  if [ "$kept" -lt "$acknowledged" ] || [ "$kept" -gt $((acknowledged + flying)) ]; then
    fail "life $round: $acknowledged answers were acknowledged, $kept are kept"
  fi
  acknowledged=$kept
  if [ $flying = 1 ]; then open=; fi
  [ "$(sqlite3 "$db" 'pragma integrity_check')" = ok ] || fail "life $round: the database is damaged"
  twice=$(sqlite3 "$db" 'select count(*) - count(distinct question) from asked')
  [ "$twice" = 0 ] || fail "life $round: a question was put twice before all were seen"
done
[ "$acknowledged" -gt 8 ] || fail "too few answers to prove anything: $acknowledged"
