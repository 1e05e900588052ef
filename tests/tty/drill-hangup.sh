# The terminal goes away: so does the program, at once, and the database is whole.
. "$ROOT/tests/lib/tty.sh"

gone() { ! kill -0 "$1" 2>/dev/null; }

hang_up() { # WHAT: close the terminal now, look at what is left
  local pid
  pid=$(tty_pid)
  tty_tmux kill-pane
  tty_until "$TTY_LIMIT" gone "$pid" || fail "it runs on without a terminal, $1"
  [ "$(sqlite3 p.db 'pragma integrity_check')" = ok ] || fail "the database is damaged, $1"
  tty_stop
}

tty_start 80 40 "$AMIQUIZ" drill --seed 7 --db p.db
tty_wait 'Answer A-D'
hang_up 'at a question'

tty_start 80 40 "$AMIQUIZ" drill --seed 7 --db p.db
tty_wait '(you left it open a moment ago)'
tty_keys a
tty_wait 'Right. A'
hang_up 'at a verdict'

tty_start 80 40 "$AMIQUIZ" drill --seed 7 --db p.db
tty_wait '1 answered, 1 right.'
tty_wait 'Answer A-'
tty_keys :
tty_type 'stats'
tty_wait ':stats'
hang_up 'on the command line'

tty_start 80 40 "$AMIQUIZ" drill --seed 7 --db p.db
tty_wait 'Question 2 of 10 (you left it open'
tty_keys q
tty_wait_end 0
