# A line of any length from a pipe: it is passed over, aloud, and nothing else is lost: the question stays
# open, what stands behind it is answered, and the exam is not handed in by it.
. "$ROOT/tests/lib/shell.sh"

said='A line of more than 65536 bytes is no answer here: it was passed over.'
long() { head -c "$1" /dev/zero | tr '\0' "$2" && echo; }
told() { grep -cF "$said" out || :; }

{ echo A && long 3000000 A && printf 'B\nA\n'; } >in
printf 'A\nB\nA\n' >short
for face in drill 'exam --questions 5' 'diagnose'; do
  name=${face%% *}
  # shellcheck disable=SC2086
  expect_status 0 "$AMIQUIZ" $face --width 80 --seed 7 --db "$name.db" <in
  [ "$(told)" = 1 ] || fail "$name says it $(told) times"
  grep -vF "$said" out >without
  # shellcheck disable=SC2086
  expect_status 0 "$AMIQUIZ" $face --width 80 --seed 7 --db short.db <short
  same without out
  rm -f short.db*
  [ "$(sqlite3 "$name.db" "select count(*) from events where what = 'answer'")" = 3 ] ||
    fail "$name did not keep three answers"
done

# Two at a time, and one without an end.
{ long 70000 s && long 70000 q && printf 'A\n' && long 100000 A | tr -d '\n'; } >in
expect_status 0 "$AMIQUIZ" drill --width 80 --seed 7 --db two.db <in
[ "$(told)" = 3 ] || fail "the drill says it $(told) times"
[ "$(sqlite3 two.db "select count(*) from events where what = 'answer'")" = 1 ] || fail 'one answer was given'

# Where it is asked once more before the exam is handed in, and how sure one is.
{ printf 'A\nx\n' && long 70000 y && echo n; } >in
expect_status 0 "$AMIQUIZ" exam --questions 3 --width 80 --seed 7 --db hand.db <in
expect_text 'Not handed in.' out
[ "$(told)" = 1 ] || fail "the exam says it $(told) times"
{ echo A && long 70000 3 && printf '3\n'; } >in
expect_status 0 "$AMIQUIZ" drill --confidence --width 80 --seed 7 --db sure.db <in
[ "$(told)" = 1 ] || fail "the drill says it $(told) times"
[ "$(sqlite3 sure.db "select count(*) from events where what = 'answer'")" = 1 ] || fail 'it is not kept'
