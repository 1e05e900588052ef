# At a terminal it says what would go and waits for yes, in full.
. "$ROOT/tests/lib/tty.sh"

printf 'A\n' | "$AMIQUIZ" drill --db p.db --questions 1 --seed 3 >/dev/null
tty_start 80 24 "$AMIQUIZ" forget --db p.db
tty_wait 'This deletes 1 question, 1 answered'
tty_wait 'Type yes to delete it:'
tty_type y
tty_keys Enter
tty_wait_end 1
tty_wait 'nothing was deleted'
tty_start 80 24 "$AMIQUIZ" forget --db p.db
tty_wait 'Type yes'
tty_keys C-d
tty_wait_end 1
tty_start 80 24 "$AMIQUIZ" forget --db p.db
tty_wait 'Type yes'
tty_type yes
tty_keys Enter
tty_wait_end 0
tty_wait 'Deleted 1 question, 1 answered'
