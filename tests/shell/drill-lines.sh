# A drill through a pipe: what comes of output nobody reads, and the lines behind ":".
. "$ROOT/tests/lib/shell.sh"

kept() { sqlite3 "$1" "select count(*) from events where what = 'answer'"; }
lines() { printf '%s\n' "$@"; }

# Answers whose verdicts cannot be read are not taken.
lines A A A A A A A A A A A A >answers
status=0
"$AMIQUIZ" drill --seed 7 --db full.db <answers >/dev/full 2>err || status=$?
[ $status = 4 ] || fail "a full disk ends with status 4, not $status"
[ "$(kept full.db)" = 0 ] || fail "$(kept full.db) answers were kept, and nobody saw a question"

# The reader has gone before the second answer is on its way.
mkfifo answers.pipe
"$AMIQUIZ" drill --seed 7 --db head.db <answers.pipe 2>err | head -n 1 >first &
exec 3>answers.pipe
wait_for() { # COMMAND...
  local end=$((SECONDS + 30))
  until "$@"; do
    [ $SECONDS -lt $end ] || depth=2 fail "waited too long for: $*"
    sleep 0.05
  done
}
wait_for test -s first
lines A >&3
wait_for test -s head.db
trap '' PIPE
lines A A A A A A A A A >&3 2>/dev/null || :
exec 3>&-
wait
[ "$(kept head.db)" -le 1 ] || fail "$(kept head.db) answers were kept after the reader had gone"

# A command behind ":" works with the drill's database.
lines :doctor ':doctor --db other.db' >in
expect_status 0 "$AMIQUIZ" drill --seed 7 --db here.db <in
expect_text 'here.db (good)' out
expect_text 'other.db (not there yet)' out

# A line is taken whole or refused.
{
  printf ':decide'
  for _ in $(seq 64); do printf ' shared=yes'; done
  printf '\n:decide'
  for _ in $(seq 63); do printf ' shared=yes'; done
  printf '\n'
} >in
expect_status 0 "$AMIQUIZ" drill --seed 7 --db here.db <in
expect_text 'has at most 64 words' err
expect_text 'the fact "shared" is given twice' err

# A letter said over and over, by a stuck key or in pasted text, is no answer, however long it is.
{
  printf 'AA\nA A\n'
  head -c 10000 /dev/zero | tr '\0' A
} >in
expect_status 0 "$AMIQUIZ" drill --seed 7 --width 80 --db stuck.db <in
expect_text '"AA" is no answer here. Write the letter of an option, s to skip, q to quit, or' out
expect_text '"A A" is no answer here.' out
expect_text 'AAAAAAAAAA..." is no answer here.' out
[ "$(kept stuck.db)" = 0 ] || fail "$(kept stuck.db) such answers were kept"

# Unknown words, and no word at all.
lines :statz :nonsense ':--quiet' ':drill' >in
expect_status 0 "$AMIQUIZ" drill --seed 7 --db here.db <in
expect_text 'did you mean ":stats"?' err
expect_text ':help lists what can be said here' err
expect_text 'there is no command' err
expect_text 'you are in the drill already' err
