# diagnose on a terminal: keys, what was found, its drill, undo over the end, another window.
. "$ROOT/tests/lib/tty.sh"

tty_start 80 50 "$AMIQUIZ" diagnose --seed 3 --db p.db
tty_wait 'what do you believe?'
tty_wait 'Question 1'
before=$(tty_modes)
tty_keys x # no key of ours
tty_keys u
tty_wait 'There is nothing to take back.'
tty_keys '?'
tty_wait 'it goes on from there within a day'
tty_keys m
tty_wait 'Marked.'
tty_keys B
tty_wait 'Question 2'
tty_wait 'Right.'
tty_keys q
tty_wait 'Your answers fit best:'
tty_wait_end 0

# It goes on, on a narrow window too.
tty_start 40 50 "$AMIQUIZ" diagnose --seed 3 --db p.db
tty_wait 'It goes on where you left it'
tty_wait 'Question 2 (you left it open'
tty_keys C
tty_wait 'Question 3'
tty_keys s
tty_wait 'Skipped. It counts neither'
tty_wait 'Question 4'
tty_keys u
tty_wait 'Taken back.'
tty_resize 80 50
tty_wait 'Question 3'
tty_keys A
tty_wait 'Question 4'
tty_keys D
tty_wait 'Question 5'
tty_keys D
tty_wait '5 questions, 4 right: 96 % sure.'
tty_wait 'Enter go on   u undo the last answer'
tty_keys u
tty_wait 'Question 5'
tty_keys 4 # a digit answers, too
tty_wait 'You seem to believe "Without access'
tty_wait 'Enter go on   u undo the last answer'
tty_keys Enter
tty_wait 'Question 6'
tty_keys D
tty_wait 'Wrong: you chose D. Right is B'
tty_wait 'Enter next   y why'
tty_keys o
tty_wait 'Copy the AMI (CopyImage). '
tty_keys t
tty_wait 'This row decides the case'
tty_keys Enter
tty_wait 'Question 7'
tty_keys B
tty_wait 'Enter next   y why'
tty_keys Enter
tty_wait 'Question 8'
tty_keys B
tty_wait 'Enter next   y why'
tty_keys Enter
tty_wait 'Question 9'
tty_keys B
tty_wait 'Enter next   y why'
tty_keys Enter
tty_wait 'The evidence has turned'
tty_wait 'Enter done   u undo the last answer'
[ "$(tty_modes)" = "$before" ] || fail "the terminal's modes changed on the way"
tty_keys Enter
tty_wait_end 0
[ "$(sqlite3 p.db 'select count(*) from sittings')" = 1 ] || fail "more than one sitting"

# Ctrl-C leaves at once, and says so by the status.
tty_start 80 30 "$AMIQUIZ" diagnose --seed 3 --db q.db
tty_wait 'Answer A-D'
tty_keys C-c
tty_wait_end 130
