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
# Its five new facts one by one.
tty_wait 'Rule 2 of 51'
tty_wait 'Enter: the next fact'
for fact in 'encrypted: Is at least one' 'billing code: Does the AMI carry' 'storage access: May your account' 'instance store: Is the AMI'; do
  tty_shows_not "$fact" || fail "\"$fact\" is told before its turn"
  tty_keys Enter
  tty_wait "$fact"
done
tty_wait 'Enter: the rule'
tty_keys Enter
tty_wait 'Where no rule before it fits'
tty_keys q
tty_wait_end 0

# The question is left open, and so the rule is told again.
tty_start 40 15 "$AMIQUIZ" drill --learn
for fact in 'shared with you: Is it' 'encrypted: Is at' 'billing code: Does' 'storage access: May'; do
  tty_wait "$fact"
  tty_keys Enter
done
tty_wait 'instance store: Is'
tty_wait 'Enter: the rule'
tty_keys Enter
tty_wait 'Enter, or q'
tty_keys Enter
tty_wait 'Answer A-D'
tty_keys q
tty_wait_end 0
