# kill -9 at any moment of an exam: an answer that was said to be saved stands in the next life, none is
# kept that was not sent, the questions are the same ones, and the exam ends as one.
. "$ROOT/tests/lib/shell.sh"

readonly ROUNDS=${AMIQUIZ_KILLS:-12}
db=$PWD/p.db
RANDOM=2718
letters=(A B)
declare -A stands=() # by the question's number: the letter that was saved last
declare -A ids=()    # by number: its id

say() { printf '%s\n' "$1" >&"${exam[1]}"; }
hear() { IFS= read -r -t 60 line <&"${exam[0]}"; }
member() { sed -n "s/.*\"$1\":\"\\{0,1\\}\\([^,\"]*\\).*/\\1/p" <<<"$line"; }

# The open question: the same as ever, with the answer that stands.
look() {
  [[ $line == '{"type":"question"'* ]] || fail "no question: $line"
  number=$(member number) id=$(member id)
  [ "${ids[$number]:-$id}" = "$id" ] || fail "question $number was ${ids[$number]}, and is $id"
  ids[$number]=$id
  chosen=$(sed -n 's/.*"chosen":\["\([A-Z]\)"\].*/\1/p' <<<"$line")
  case $chosen in
  "${stands[$number]-}") ;;
  "${flown[$number]-none}") stands[$number]=$chosen ;; # sent, and kept before it could be said
  *) fail "question $number: ${stands[$number]:-nothing} was saved, $chosen stands" ;;
  esac
}

declare -A flown=()
for round in $(seq "$ROUNDS"); do
  # The coprocess's own shell must not outlive the program: exec.
  coproc exam { exec "$AMIQUIZ" exam --json --db "$db" --seed 5 --questions 65 --minutes 1440 --pack ami-lecture 2>err; }
  # shellcheck disable=SC2154
  pid=$exam_PID
  hear || { cat err && fail "no question at start $round"; }
  look
  for _ in $(seq $((RANDOM % 4))); do
    say "{\"command\":\"goto\",\"question\":$((1 + RANDOM % 63))}"
    hear || fail "it does not go there"
    look
    select=$(member select)
    [ "$select" = 1 ] || continue
    letter=${letters[RANDOM % 2]}
    at=$number
    say "{\"answer\":\"$letter\"}"
    hear || fail "nothing came of the answer"
    [ "$line" = '{"type":"saved"}' ] || fail "not saved: $line"
    stands[$at]=$letter
    unset "flown[$at]"
    hear || fail "no question after it"
    look
  done
  # An answer to the last question would hand in.
  if [ $((RANDOM % 2)) = 1 ] && [ "$(member select)" = 1 ] && [ "$number" -lt 65 ]; then
    flown[$number]=${letters[RANDOM % 2]}
    say "{\"answer\":\"${flown[$number]}\"}" || :
    # Spin a random while, so that the blow falls before, within and after the commit.
    for ((i = RANDOM % 4000; i > 0; i--)); do :; done
  fi
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null || :
  [ "$(sqlite3 "$db" 'pragma integrity_check')" = ok ] || fail "round $round: the database is damaged"
  [ "$(sqlite3 "$db" 'select count(*) from asked')" = 65 ] || fail "round $round: other questions"
  [ "$(sqlite3 "$db" 'select count(*) from sittings')" = 1 ] || fail "round $round: another exam"
done
[ "${#stands[@]}" -gt 5 ] || fail "too few answers to prove anything: ${#stands[@]}"

# All that stands is in the end, too.
echo '{"command":"hand-in","open":true}' >in
expect_status 0 "$AMIQUIZ" exam --json --db "$db" <in
answered=$(sed -n 's/.*"type":"end".*"answered":\([0-9]*\).*/\1/p' out)
[ "$answered" -ge "${#stands[@]}" ] && [ "$answered" -le $((${#stands[@]} + ${#flown[@]})) ] ||
  fail "${#stands[@]} answers stand, the end says $answered"
