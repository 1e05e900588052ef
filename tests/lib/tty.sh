# Helpers for tests/tty: the program on a real terminal, which is a tmux pane nobody looks at.
#
#   . "$ROOT/tests/lib/tty.sh"
#   tty_start 80 24 "$AMIQUIZ" drill
#   tty_wait 'your answer'
#   tty_keys C-c
#   tty_wait_end 130
#
# Nothing here sleeps for a fixed time and hopes: what is waited for is looked at again and again,
# up to a generous limit (TTY_LIMIT seconds, 30), so a slow machine makes tests slow, not red.
# The program's locale is C unless started as: tty_start 80 24 env LC_ALL=C.UTF-8 "$AMIQUIZ" ...
# shellcheck shell=bash
. "$ROOT/tests/lib/shell.sh"

TTY_LIMIT=${TTY_LIMIT:-30}
tty_number=0 # terminals started so far
tty_socket=

# A server of its own for each terminal, so that no test sees another's, or the user's.
tty_tmux() { tmux -u -L "$tty_socket" -f /dev/null "$@"; }

tty_stop() {
  [ -z "$tty_socket" ] || tty_tmux kill-server 2>/dev/null || :
  tty_socket=
}
trap tty_stop EXIT

# What the pane runs.  tmux can tell how a program ended, but now and then never does, so the
# program's parent writes it down.  The parent survives Ctrl-C (its child has the default back), and
# stays after the end, so that the screen does too.
# shellcheck disable=SC2016
readonly TTY_PARENT='trap : INT QUIT
note=$1; shift
(echo "$BASHPID" >"$note.pid"; exec "$@")
echo $? >"$note.part"; mv "$note.part" "$note.status"
exec sleep 86400'

# tty_start COLUMNS ROWS COMMAND...: a new terminal of that size, running the command.  It replaces
# the test's earlier one.
tty_start() {
  local columns=$1 rows=$2
  shift 2
  tty_stop
  tty_number=$((tty_number + 1))
  tty_socket=amiquiz-$$-$tty_number
  tty_note=$TMPDIR/$tty_socket
  # The status line would take a row.  (window-size manual would be natural here, but tmux 3.3a dies
  # of it when it comes before the first session; resize-window sets it.)
  tty_tmux set-option -g status off \; set-option -g default-terminal screen-256color \; \
    set-option -g history-limit 20000 \; set-option -g default-size "${columns}x$rows" \; \
    new-session -d -x "$columns" -y "$rows" -- \
    env -u TMUX -u TMUX_PANE bash -c "$TTY_PARENT" sh "$tty_note" "$@" ||
    depth=2 fail "tmux could not start: $*"
  tty_until "$TTY_LIMIT" test -s "$tty_note.pid" || depth=2 fail "it did not start: $*"
}

# tty_keys KEY...: keys by the names tmux has for them: Enter, Tab, Up, BSpace, C-c, M-b, F1, a.
tty_keys() { tty_tmux send-keys -- "$@"; }

# tty_type TEXT: letters as they are.
tty_type() { tty_tmux send-keys -l -- "$1"; }

# tty_screen: what the screen shows now, a line for each row, trailing blanks cut.
tty_screen() { tty_tmux capture-pane -p; }

# tty_history: the same with everything that scrolled off the top.
tty_history() { tty_tmux capture-pane -p -S -; }

tty_info() { tty_tmux display-message -p "$1"; }
tty_cursor() { tty_info '#{cursor_x} #{cursor_y}'; }

tty_pid() { cat "$tty_note.pid"; }
tty_alive() { [ ! -e "$tty_note.status" ]; }
tty_ended() { [ -e "$tty_note.status" ]; }

# tty_modes: the terminal's settings as stty prints them: what did the program leave behind?
tty_modes() { stty -a <"$(tty_info '#{pane_tty}')"; }

tty_show() {
  echo "the screen ($(tty_info '#{pane_width}x#{pane_height}, cursor at #{cursor_x},#{cursor_y}')):"
  tty_screen | sed 's/^/  |/'
}

# tty_until SECONDS COMMAND...: true as soon as the command is, false when the time is over.
tty_until() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.05
  done
}

# Long lines are wrapped by the terminal; -J joins them again, so a text is found across the edge.
tty_shows() { tty_tmux capture-pane -p -J | grep -F -- "$1" >/dev/null; }
tty_shows_not() { ! tty_shows "$1"; }
tty_shows_or_ended() { tty_shows "$1" || tty_ended; }

# tty_wait TEXT [SECONDS]: until the text stands on the screen.  A program that has ended shows
# nothing more, so its end ends the waiting.
tty_wait() {
  tty_until "${2:-$TTY_LIMIT}" tty_shows_or_ended "$1" || :
  # Its last words may be on their way still.
  if tty_ended; then tty_until 2 tty_shows "$1" || :; fi
  if ! tty_shows "$1"; then
    tty_show
    if tty_alive; then
      depth=2 fail "\"$1\" did not appear within ${2:-$TTY_LIMIT} seconds"
    fi
    depth=2 fail "\"$1\" did not appear, and the program ended"
  fi
}

# tty_wait_count TIMES TEXT: until the text was shown so often, counting what scrolled away.
tty_has_shown() { [ "$(tty_tmux capture-pane -p -J -S - | grep -cF -- "$2")" -ge "$1" ]; }
tty_wait_count() {
  if ! tty_until "$TTY_LIMIT" tty_has_shown "$1" "$2"; then
    tty_show
    depth=2 fail "\"$2\" was not shown $1 times within $TTY_LIMIT seconds"
  fi
}

# tty_wait_gone TEXT [SECONDS]: until it no longer stands there.
tty_wait_gone() {
  if ! tty_until "${2:-$TTY_LIMIT}" tty_shows_not "$1"; then
    tty_show
    depth=2 fail "\"$1\" did not go away within ${2:-$TTY_LIMIT} seconds"
  fi
}

# tty_wait_end [STATUS] [SECONDS]: until the program ends, with that status (0).  One that a signal
# killed has 128 + the signal's number, as in a shell.
tty_wait_end() {
  local want=${1:-0} got
  if ! tty_until "${2:-$TTY_LIMIT}" tty_ended; then
    tty_show
    depth=2 fail "the program did not end within ${2:-$TTY_LIMIT} seconds"
  fi
  got=$(cat "$tty_note.status")
  if [ "$got" != "$want" ]; then
    tty_show
    depth=2 fail "the program ended with status $got, wanted $want"
  fi
}

# tty_resize COLUMNS ROWS: the terminal changes its size, and the program is told.
tty_resize() {
  tty_tmux resize-window -x "$1" -y "$2"
  tty_until "$TTY_LIMIT" tty_has_size "$1x$2" || depth=2 fail "the terminal did not become $1x$2"
}
tty_has_size() { [ "$(tty_info '#{pane_width}x#{pane_height}')" = "$1" ]; }
