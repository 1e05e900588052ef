# Every key of the drill, one after the other: what it says, and that it does what it says.
. "$ROOT/tests/lib/tty.sh"

tty_start 80 50 "$AMIQUIZ" drill --seed 7
tty_wait 'Question 1 of 10'
tty_keys Enter Up Left # nothing to hand in, nowhere to go: the prompt stays as it is
tty_keys x             # no key of ours
tty_wait '"x" does nothing here. ? lists the keys.'
tty_keys o             # one for later
tty_wait '"o" works after an answer. ? lists the keys.'
tty_keys '?'
tty_wait 'skip this question'
tty_wait_count 4 'Answer A-D' # at first, after x, after o, after the help
prompts=$(tty_history | grep -c 'Answer A-D')
[ "$prompts" = 4 ] || fail "the prompt stands there $prompts times"
tty_keys C-l # the help has pushed the question away
tty_wait_count 2 'Question 1 of 10'
tty_keys M # Caps Lock is on
tty_wait 'Marked.'
tty_keys m
tty_wait 'No longer marked.'
tty_keys u
tty_wait 'There is nothing to take back.'

# Seed 7: A, "launch an instance", is right; C is wrong and fits a belief.
tty_keys C
tty_wait 'Wrong: you chose C. Right is A: Launch'
tty_wait 'C fits the belief "Without access'
tty_wait 'Enter next   y why  o others'
tty_keys D # no answer any more
tty_wait '"D" does nothing here: the question is answered.'
tty_keys o
tty_wait 'CopyImage must read the storage'
tty_keys t
tty_wait 'launch-only'
tty_keys w
tty_wait 'The facts of this case'
tty_wait ':what-if'
tty_type 'snapshot_access=yes'
tty_keys Enter
tty_wait 'The answer changes: Copy the AMI (CopyImage).'
tty_keys w
tty_wait_count 2 'The facts of this case'
tty_type 'snapshot_access product_code'
tty_keys Enter
tty_wait 'Still the same answer: Launch an instance'
tty_keys m
tty_wait 'Marked.'
tty_keys u
tty_wait 'Taken back. The question is open again.'
tty_wait '(marked)'
tty_keys A
tty_wait 'Right. A: Launch an instance'
tty_keys y
tty_wait 'From'
tty_keys Enter
tty_wait 'Question 2 of 10'
tty_keys s
tty_wait 'Skipped. It counts neither for nor against you; it comes again sooner.'
tty_wait 'Question 3 of 10'
tty_keys u
tty_wait 'Taken back.'
tty_keys 1 # a digit answers, too
tty_wait 'you chose A. Right is B'
tty_wait 'Enter next   y why  o others'
tty_keys q
tty_wait '2 answered, '
tty_wait_end 0

sqlite3 "$XDG_DATA_HOME/amiquiz/progress.db" 'select group_concat(what, " ") from events' >events
echo 'mark unmark answer mark undo answer skip undo answer' >expected
same expected events
