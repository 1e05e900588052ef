# A command behind ":" that reads answers by itself: Ctrl-C and Ctrl-D end it, not the drill, and the
# next one can read again; a signal that asks to leave ends the program.
. "$ROOT/tests/lib/tty.sh"

line_mode() { tty_modes | tr ' ;' '\n\n' | grep -qx icanon; }

advise() {
  tty_tmux send-keys -R \; clear-history
  tty_wait_gone 'Answer A-'
  tty_keys :
  tty_type 'advise'
  tty_keys Enter
  tty_wait "yes, no, d (don't know), back, quit>"
  line_mode || fail "a command that reads lines should have them"
}

for key in C-c C-d C-c; do
  tty_start 80 60 "$AMIQUIZ" drill --seed 7 --db p.db
  tty_wait 'Answer A-D'
  advise
  tty_keys "$key"
  tty_wait 'Question 1 of 10'
  tty_wait 'Answer A-D'
  advise # its input is not at its end
  tty_type 'yes'
  tty_keys Enter
  tty_wait '2. '
  tty_type 'quit'
  tty_keys Enter
  tty_wait 'Answer A-D'
  advise
  tty_keys "$key"
  tty_wait 'Answer A-D'
  tty_keys '?' # single keys again
  tty_wait 'skip this question'
  tty_keys C-c
  tty_wait_end 130
done

# A command that does not read, and does not end: the second Ctrl-C is for the program.
mkfifo pipe.csv
tty_start 80 60 "$AMIQUIZ" drill --seed 7 --db p.db
tty_wait 'Answer A-D'
tty_keys :
tty_type 'decide --batch pipe.csv'
tty_keys Enter
tty_until "$TTY_LIMIT" line_mode || fail "the command did not begin"
input_ended() { [ "$(readlink "/proc/$(tty_pid)/fd/0")" = /dev/null ]; }
for _ in $(seq 20); do # the first may come before the command has begun
  tty_keys C-c
  if tty_until 1 input_ended; then break; fi
done
input_ended || fail "Ctrl-C should end the command's input"
tty_keys C-c
tty_wait_end 130
line_mode || fail "the terminal was not put back"

for signal in TERM HUP; do
  tty_start 80 60 "$AMIQUIZ" drill --seed 7 --db p.db
  tty_wait 'Answer A-D'
  advise
  kill -"$signal" "$(tty_pid)"
  tty_wait_end $((128 + $(kill -l "$signal")))
  line_mode || fail "the terminal was not put back"
done
[ "$(sqlite3 p.db 'pragma integrity_check')" = ok ] || fail "the database is damaged"

# Stopped and continued while it asks: it asks on.
# shellcheck disable=SC2016
tty_start 80 60 env PS1='ready> ' AMIQUIZ="$AMIQUIZ" bash --norc --noprofile -i
tty_wait 'ready>'
tty_type '"$AMIQUIZ" drill --seed 7 --db p.db'
tty_keys Enter
tty_wait 'Answer A-D'
advise
tty_keys C-z
tty_wait 'Stopped'
tty_type 'fg'
tty_keys Enter
tty_type 'yes'
tty_keys Enter
tty_wait '2. '
tty_type 'quit'
tty_keys Enter
tty_wait 'Answer A-D'
tty_keys C-c
tty_wait 'ready>'
tty_type 'exit 0'
tty_keys Enter
tty_wait_end 0
