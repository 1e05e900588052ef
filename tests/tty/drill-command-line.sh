# ":" opens a line with completion and history; leaving it leads back to the question.
. "$ROOT/tests/lib/tty.sh"

tty_start 80 50 "$AMIQUIZ" drill --seed 7
tty_wait 'Answer A-D'
tty_keys :
tty_type 'sta'
tty_keys Tab
tty_wait ':stats'
tty_keys Enter
tty_wait '0 answered, 0 right'
tty_wait 'Answer A-D'

# Facts of the pack are completed, and a value follows at once.
tty_keys :
tty_type 'decide own'
tty_keys Tab
tty_wait ':decide owned='
tty_type 'y'
tty_keys Tab
tty_wait 'decide owned=yes'
tty_keys Enter
tty_wait 'ec2:CopyImage'

# After "pack" come its words, and after those the packs.
tty_keys :
tty_type 'pack s'
tty_keys Tab
tty_wait ':pack show'
tty_type 'ami-c'
tty_keys Tab
tty_wait ':pack show ami-current'
tty_keys C-c
tty_wait 'Answer A-D'
tty_keys :
tty_type 'help dec'
tty_keys Tab
tty_wait ':help decide'
tty_keys C-c
tty_wait 'Answer A-D'

# History: the line before.
tty_tmux send-keys -R \; clear-history
tty_wait_gone 'ec2:CopyImage'
tty_keys :
tty_keys Up Up
tty_wait ':stats'
tty_keys Down
tty_wait ':decide owned=yes'

# Ctrl-C leaves the line, not the drill; what was typed is gone.
tty_keys C-c
tty_wait 'Question 1 of 10'
tty_wait 'Answer A-D'
tty_keys : C-r
tty_wait 'reverse-i-search'
tty_keys C-c
tty_wait 'Question 1 of 10'
tty_keys :
tty_type 'nonsense'
tty_keys Enter
tty_wait '"nonsense"'

# The answer is not given away by the command line.
tty_keys :
tty_type 'table'
tty_keys Enter
tty_wait 'Answer a question first'
tty_keys :
tty_type 'skip'
tty_keys Enter
tty_wait 'Question 2 of 10'
tty_keys a
tty_wait 'Enter next   y why'
tty_keys :
tty_type 'skip'
tty_keys Enter
tty_wait 'No question is open, so there is none to skip.'

# "w" begins the line, completion knows the facts, and Enter alone only leaves it.
tty_keys w
tty_wait ':what-if'
tty_keys Enter
tty_wait 'Enter next   y why'
tty_keys w
tty_type 'mark'
tty_keys Tab
tty_wait ':what-if marketplace='
tty_type 'yes'
tty_keys Enter
tty_wait 'answer'
tty_keys :
tty_type 'quit'
tty_keys Enter
tty_wait_end 0

history=$XDG_DATA_HOME/amiquiz/progress.db.history
printf '%s\n' stats 'decide owned=yes ' nonsense table skip 'what-if marketplace=yes' quit >expected
sed 's/ *$//' "$history" >got
sed -i 's/ *$//' expected
same expected got
[ "$(stat -c %a "$history")" = 600 ] || fail "the history is readable for others"

# It is there at the next start.
tty_start 80 50 "$AMIQUIZ" drill --seed 7
tty_wait 'Answer A-'
tty_keys : Up
tty_wait ':quit'
tty_keys C-c C-d
tty_wait_end 0
