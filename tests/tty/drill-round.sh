# A whole round, its summary, an undo from there, and the next round.
. "$ROOT/tests/lib/tty.sh"

tty_start 80 50 "$AMIQUIZ" drill --seed 3
for n in 1 2 3 4 5 6 7 8 9 10; do
  tty_wait "Question $n of 10"
  tty_keys a
  # Only one question's verdict is waited for at a time, so the screen is cleared between them.
  tty_wait 'Enter next   y why'
  tty_tmux send-keys -R \; clear-history
  tty_wait_gone "Question $n of 10"
  tty_keys Enter
done
tty_wait 'Round: '
tty_wait 'of 10 right.'
tty_wait 'Enter next round   u undo'
tty_keys x
tty_wait '"x" does nothing here. ? lists the keys.'
tty_keys '?'
tty_wait 'skip this question'
tty_keys m
tty_wait 'Marked.'
tty_keys m
tty_wait 'No longer marked.'
tty_keys u
tty_wait 'Taken back.'
tty_wait 'Question 10 of 10'
tty_keys b
tty_wait 'Enter next   y why'
tty_tmux send-keys -R \; clear-history
tty_wait_gone 'Question 10 of 10'
tty_keys Enter
tty_wait 'Enter next round   u undo'
tty_keys :
tty_type 'next'
tty_keys Enter
tty_wait 'Question 1 of 10'
tty_keys u # over the end of the round
tty_wait 'Question 10 of 10'
tty_keys q
tty_wait '9 answered, '
tty_wait_end 0

# --questions: an answer that is taken back does not count.
tty_start 80 50 "$AMIQUIZ" drill --seed 3 --questions 1 --db other.db
tty_wait 'Question 1 of 10'
tty_keys a
tty_wait 'Enter next   y why'
tty_keys u
tty_wait 'Taken back.'
tty_wait 'Answer A-D'
tty_keys b
tty_wait 'you chose B'
tty_keys Enter
tty_wait '1 answered, '
tty_wait_end 0
