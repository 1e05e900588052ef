# drill --learn: a rule is told, Enter asks about it; the screen fits, and it goes on where it stopped.
. "$ROOT/tests/lib/tty.sh"

export AMIQUIZ_DB=$PWD/p.db
tty_start 80 24 "$AMIQUIZ" drill --learn --seed 3
tty_wait '0 of 51 rules introduced'
tty_wait 'Rule 1 of 51'
tty_wait 'Enter: a question about it'
tty_keys x Enter
tty_wait 'Question 1 of 10'
tty_wait 'Answer A-D'
tty_keys b
tty_wait 'Enter next'
tty_keys Enter
tty_wait 'Rule 2 of 51'
tty_wait 'Enter: the rule'
tty_keys Enter
tty_wait 'Where no rule before it fits'
tty_keys q
tty_wait_end 0

# The question is left open, and so the rule is told again.
tty_start 40 15 "$AMIQUIZ" drill --learn
tty_wait 'Enter: the rule'
tty_keys Enter
tty_wait 'Enter, or q'
tty_keys Enter
tty_wait 'Answer A-D'
tty_keys q
tty_wait_end 0
