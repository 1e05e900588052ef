# The window changes while a question, a verdict and the command line are open: what is on the
# screen is laid out anew, no line wider than the window, and nothing is answered by it.
. "$ROOT/tests/lib/tty.sh"

tty_start 80 60 "$AMIQUIZ" drill --seed 7
tty_wait 'Answer A-D   h hint  s skip  m mark  ? help'
for columns in 40 20 60; do
  tty_tmux send-keys -R \; clear-history
  tty_wait_gone 'Answer'
  tty_resize "$columns" 60
  tty_wait 'Question 1 of 10'
  tty_wait 'Answer'
  # A line that the terminal itself had to break is joined by -J.
  tty_tmux capture-pane -p -J | sed 's/ *$//' >screen
  awk -v w="$columns" 'length($0) > w { print "too wide: " $0; bad = 1 } END { exit bad }' screen ||
    fail "a line is wider than $columns columns"
  grep -q "^ *A  Launch" screen || fail "option A is not there"
done
tty_keys a
tty_wait 'Right. A'
tty_tmux send-keys -R \; clear-history
tty_wait_gone 'Right. A'
tty_resize 40 60
tty_wait 'Right. A'
tty_wait 'Enter, or ?'
tty_keys :
tty_type 'decide owned=yes'
tty_wait ':decide owned=yes'
tty_resize 70 60
tty_keys Enter
tty_wait 'ec2:CopyImage'
tty_keys q
tty_wait_end 0
[ "$(sqlite3 "$XDG_DATA_HOME/amiquiz/progress.db" 'select count(*) from events')" = 1 ] ||
  fail "something was answered that nobody answered"

# While ":" is open after a verdict: what follows it fits the window.
tty_start 80 60 "$AMIQUIZ" drill --seed 7 --db other.db
tty_wait 'Answer A-D   h hint  s skip  m mark  ? help'
tty_keys a
tty_wait 'Enter next   y why'
tty_keys :
tty_type 'stats'
tty_wait ':stats'
tty_tmux send-keys -R \; clear-history
tty_wait_gone ':stats'
tty_resize 40 60
tty_keys C-c
tty_wait 'Enter, or ?'

# At the end of a round.
tty_start 80 60 "$AMIQUIZ" drill --seed 7 --db round.db
for n in 1 2 3 4 5 6 7 8 9 10; do
  tty_wait "Question $n of 10"
  tty_keys s
done
tty_wait 'Enter next round   u undo'
tty_tmux send-keys -R \; clear-history
tty_wait_gone 'Enter next round'
tty_resize 40 60
tty_wait 'Round: '
tty_wait 'Enter, u, : or q'
tty_resize 80 60
tty_wait 'Enter next round   u undo'
tty_keys q
tty_wait_end 0
