# Terminals of few means, and people who want no colour: the same words, without escape sequences.
. "$ROOT/tests/lib/tty.sh"

coloured() { tty_tmux capture-pane -p -e | grep -q $'\033'; }

play() { # COMMAND...: answer one question, leave
  tty_start 80 40 "$@"
  tty_wait 'Answer A-D'
  tty_keys a
  tty_wait 'Right. A'
  tty_wait 'Enter next'
}

play env TERM=screen-256color "$AMIQUIZ" drill --seed 7 --db colour.db
coloured || fail "on a good terminal the verdict should stand out"
tty_keys q
tty_wait_end 0
play env TERM=screen-256color NO_COLOR=1 "$AMIQUIZ" drill --seed 7 --db plain.db
coloured && fail "NO_COLOR is set, and it is coloured"
tty_keys q
tty_wait_end 0
play env TERM=dumb "$AMIQUIZ" drill --seed 7 --db dumb.db
coloured && fail "a dumb terminal gets escape sequences"
tty_keys :
tty_type 'stats'
tty_keys Enter
tty_wait '1 answered, 1 right (100 %)'
tty_keys q # back to the question
tty_wait_count 2 'Enter next'
tty_keys q
tty_wait_end 0
play env TERM=no-such-terminal "$AMIQUIZ" drill --seed 7 --db unknown.db
tty_keys q
tty_wait_end 0

# "amiquiz" alone at a terminal is the drill.
tty_start 80 40 "$AMIQUIZ"
tty_wait 'Question 1 of 10'
tty_keys C-d
tty_wait_end 0
