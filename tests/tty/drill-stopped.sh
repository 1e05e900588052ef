# Ctrl-Z and fg in a shell: the terminal is the shell's meanwhile, and the question is shown again.
. "$ROOT/tests/lib/tty.sh"

# shellcheck disable=SC2016
tty_start 80 40 env PS1='ready> ' AMIQUIZ="$AMIQUIZ" bash --norc --noprofile -i
tty_wait 'ready>'
tty_type '"$AMIQUIZ" drill --seed 7 --db "$PWD/p.db"'
tty_keys Enter
tty_wait 'Answer A-D'
for _ in 1 2; do
  tty_keys C-z
  tty_wait 'Stopped'
  tty_type 'echo typed $((40 + 2))' # the shell reads lines, and shows them
  tty_keys Enter
  tty_wait 'typed 42'
  tty_tmux send-keys -R \; clear-history
  tty_wait_gone 'typed 42'
  tty_type 'fg'
  tty_keys Enter
  tty_wait 'Question 1 of 10'
  tty_wait 'Answer A-D'
done

# Stopped by a signal that nobody can catch: after fg one key answers again, without Enter.
drill_pid() {
  local p
  for p in /proc/[0-9]*; do
    if [ "$(readlink "$p/exe" 2>/dev/null)" = "$(readlink -f "$AMIQUIZ")" ] &&
      tr '\0' '\n' <"$p/cmdline" | grep -qxF "$PWD/p.db"; then
      echo "${p#/proc/}"
    fi
  done
}
pid=$(drill_pid)
[ -n "$pid" ] || fail "where is the drill?"
single_keys() { tty_modes | grep -q -- '-icanon'; }
kill -STOP "$pid"
tty_wait 'Stopped'
tty_type 'stty sane; echo typed $((40 + 3))'
tty_keys Enter
tty_wait 'typed 43'
tty_tmux send-keys -R \; clear-history
tty_wait_gone 'typed 43'
tty_type 'fg'
tty_keys Enter
tty_wait 'Question 1 of 10'
tty_until "$TTY_LIMIT" single_keys || fail "after kill -STOP and fg the terminal waits for Enter"
tty_keys '?'
tty_wait 'skip this question'

# Sent to the background it leaves the terminal to the shell, and stops.
tty_tmux send-keys -R \; clear-history
tty_wait_gone 'skip this question'
tty_keys C-z
tty_wait 'Stopped'
tty_type 'bg'
tty_keys Enter
stopped() { [ "$(ps -o stat= -p "$pid" | cut -c1)" = T ]; }
tty_until "$TTY_LIMIT" stopped || fail "it runs on in the background"
tty_type 'stty -a >modes; echo typed $((40 + 4))'
tty_keys Enter
tty_wait 'typed 44'
tr ' ;' '\n\n' <modes | grep -qx icanon || fail "it set its modes on the shell's terminal"
tty_tmux send-keys -R \; clear-history
tty_wait_gone 'typed 44'
tty_type 'fg'
tty_keys Enter
tty_wait 'Question 1 of 10'
tty_until "$TTY_LIMIT" single_keys || fail "after bg and fg the terminal waits for Enter"
tty_keys '?'
tty_wait 'skip this question'
tty_tmux send-keys -R \; clear-history
tty_wait_gone 'skip this question'

# On the command line, too.
tty_keys :
tty_type 'decide owned='
tty_wait ':decide owned='
tty_tmux send-keys -R \; clear-history
tty_wait_gone ':decide owned='
tty_keys C-z
tty_wait 'Stopped'
tty_type 'fg'
tty_keys Enter
tty_wait ':decide owned='
tty_type 'yes'
tty_keys Enter
tty_wait 'ec2:CopyImage'
tty_wait 'Answer A-D'
tty_keys a
tty_wait 'Right. A'
tty_keys C-z
tty_wait 'Stopped'
tty_tmux send-keys -R \; clear-history
tty_wait_gone 'Stopped'
tty_type 'fg'
tty_keys Enter
tty_wait 'Right. A' # the verdict stands there again
tty_keys C-c
tty_wait 'ready>'
tty_type 'echo status $?'
tty_keys Enter
tty_wait 'status 130'
tty_type 'exit 0'
tty_keys Enter
tty_wait_end 0
