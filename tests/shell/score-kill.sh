# score -o killed at any moment: whoever opens the folder next finds the old scoring whole, or the new one,
# never some of both; and what the killed run left behind is in nobody's way.
. "$ROOT/tests/lib/shell.sh"

readonly ROUNDS=${AMIQUIZ_KILLS:-25}
RANDOM=4711
"$AMIQUIZ" generate --cover all --count 20 --seed 3 --format ndjson -o bank.ndjson --quiet
for seed in 4 5; do
  bank_keys bank.ndjson | awk -v students=100 -v seed=$seed -f "$ROOT/tests/lib/class.awk" >class-$seed.csv
done
{ echo student && cut -d, -f1 class-4.csv | tail -n +2 && echo s9999; } >roster.csv

# Two scorings of different files: one has a roster, so absent.csv must come and go.
score() { # 4|5 FOLDER
  if [ "$1" = 4 ]; then set -- "$@" --roster roster.csv; fi
  local seed=$1 folder=$2
  shift 2
  exec "$AMIQUIZ" score --key bank.ndjson "class-$seed.csv" -o "$folder" --quiet "$@" >/dev/null
}
(score 4 want-4)
(score 5 want-5)
[ -e want-4/absent.csv ] && [ ! -e want-5/absent.csv ] || fail 'they should differ in absent.csv'
is() { diff -rq -x '.amiquiz-*' results "want-$1" >/dev/null; }

# How long it takes, so that the blows fall from the beginning to the end.
began=${EPOCHREALTIME//[!0-9]/}
(score 4 results)
took=$((${EPOCHREALTIME//[!0-9]/} - began))
old=4 kept=0 came=0
for round in $(seq "$ROUNDS"); do
  new=$((9 - old))
  (without_leaks score $new results) &
  sleep "$(printf '0.%06d' $((RANDOM % 130 * took / 100 % 1000000)))"
  kill -KILL $! 2>/dev/null || :
  wait $! 2>/dev/null || :
  # The next who opens it: the report, or another scoring, which comes to nothing.
  if [ $((round % 2)) = 0 ]; then
    expect_status 0 "$AMIQUIZ" report results -o page.html --quiet
    same page.html "$(is $new && echo "want-$new" || echo "want-$old")/report.html"
  else
    expect_status 4 "$AMIQUIZ" score --key bank.ndjson none.csv -o results
  fi
  [ ! -e results/.amiquiz-placing ] || fail "round $round: the list of what is to be placed is still there"
  if is $new; then
    old=$new came=$((came + 1))
  elif is $old; then
    kept=$((kept + 1))
  else
    diff -rq results "want-$new" || :
    fail "round $round: some of both"
  fi
done
echo "$kept times the old one, $came times the new one"
[ $kept -gt 0 ] || fail 'no blow fell early enough'

# What was left behind is swept up once it is old, and its process dead.
touch -d '2 hours ago' results/.amiquiz-*.tmp results/.amiquiz-999999999-0.tmp
(score 5 results)
is 5 || fail 'not the last scoring'
[ -z "$(find results -name '.amiquiz-*')" ] || fail "left behind: $(ls -A results)"
