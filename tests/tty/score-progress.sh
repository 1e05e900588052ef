# Long readings say on a terminal how far they are, in one line that is gone in the end; and nobody else
# gets to see it.
. "$ROOT/tests/lib/tty.sh"

printf 'question,answer\nq1,A\nq2,B\n' >key.csv
{
  echo 'student,question,answer'
  yes "$(printf 's%d,q1,A\n' {1..200})" | head -c 99999000 || :
  echo
} >long.csv 2>/dev/null

# start OPTION...: score, waiting for "go"; all that it writes to the terminal goes to the file raw, too.
start() {
  rm -f go raw
  mkfifo go
  # shellcheck disable=SC2016
  tty_start 80 24 bash -c 'read -r _ <go; exec "$@"' sh "$AMIQUIZ" score --key key.csv "$@"
  tty_tmux pipe-pane 'exec cat >raw'
  echo >go
}
finish() {
  tty_wait 'Passed'
  tty_wait_end 0
  tty_until "$TTY_LIMIT" grep -q Passed raw || fail 'what was written did not arrive'
}

# A pipe whose end is in our hands: how much there will be, nobody knows.
mkfifo pipe
start pipe
exec {pipe}>pipe
head -c 80000000 long.csv >&"$pipe"
tty_wait ' MB'
tty_screen | head -n 1 | grep -Eq '^read [0-9]+ MB$' || { tty_show && fail 'other words'; }
tail -c +80000001 long.csv >&"$pipe"
exec {pipe}>&-
finish
tty_screen | head -n 1 | grep -q '^key.csv (2 questions' || { tty_show && fail 'the line was not erased'; }
! tty_history | grep -q ' MB' || fail 'the line is still there'

# A file: its size is known.
start long.csv
finish
grep -aEq $'\rread [0-9]+ MB of [0-9]+ \\([0-9]+ %\\)' raw || fail 'no share of the file was told'
! tty_history | grep -q ' MB' || fail 'the line is still there'

# Not for those who want it quiet, or listen; not where standard error is no terminal.
for option in --quiet --accessible; do
  start long.csv $option
  finish
  ! grep -aq ' MB' raw || fail "$option has progress"
done
head -c 10000000 long.csv >short.csv
start short.csv
finish
! grep -aq ' MB' raw || fail 'progress of work that is short'
expect_status 0 "$AMIQUIZ" score --key key.csv long.csv
[ ! -s err ] || fail 'progress without a terminal'
