# An exam on a terminal: single keys, a clock that runs, no verdict before the end; the terminal goes
# away in the middle and the exam goes on; warnings, the end by the clock, the review.
#
# The clock runs on however slow the machine is, so nothing here says what it must show: it is read
# twice and compared.
. "$ROOT/tests/lib/tty.sh"

export LC_ALL=C
"$AMIQUIZ" generate --count 9 --seed 7 --kinds path -o paths.json --quiet
gone() { ! kill -0 "$1" 2>/dev/null; }
start() { tty_start "$1" "$2" "$AMIQUIZ" exam --seed 5 --db p.db "${@:3}"; }
# So many seconds are left when it is taken up again.
leave() { sqlite3 p.db "update sittings set at = cast(strftime('%s', 'now') as integer) - 1200 + $1 where id = $2"; }
# What the clock of the prompt shows last, in seconds.
clock() {
  tty_screen | grep -oE '[0-9]+:[0-9]{2}  A-D' | tail -1 |
    sed 's/:0*\([0-9]\)/ \1/' | { read -r m s _ && echo $((m * 60 + s)); }
}
clock_below() { [ "$(clock)" -lt "$1" ]; }

start 80 24 --bank paths.json --questions 4
tty_wait 'Question 1 of 4'
tty_wait '20 minutes left'
tty_wait 'A-D  n next  p back  m mark  o overview  x hand in  ? help'
first=$(clock)
tty_until "$TTY_LIMIT" clock_below "$first" || fail "the clock stands still"
[ "$(tty_screen | grep -c 'n next')" = 1 ] || fail "the clock fills the screen: $(tty_screen)"
tty_keys m
tty_wait 'Marked.'
tty_keys b
tty_wait 'Question 2 of 4'
# An Enter after the answer, as one is used to from the drill, passes no question over.
tty_keys Enter
tty_wait 'n goes to the next question.'
if tty_history | grep -q 'Question 3'; then fail "Enter passed a question over"; fi
tty_keys Right
tty_wait 'Question 3 of 4'
tty_keys Left
tty_wait_count 2 'Question 2 of 4'
tty_keys n
tty_wait_count 2 'Question 3 of 4'
tty_keys p
tty_wait_count 3 'Question 2 of 4'
tty_keys c
tty_wait_count 3 'Question 3 of 4'
tty_keys '?'
tty_wait 'Enter alone passes none over'
tty_wait 'leave; the clock goes on'
tty_keys o
tty_wait 'Answered  1 2'
tty_wait 'Open      3 4'
tty_wait 'Marked    1'
tty_type '1'
tty_wait '[1]'
tty_keys Enter
tty_wait 'Question 1 of 4 (marked)'
tty_wait 'Your answer: B'
if tty_history | grep -E 'Right|Wrong'; then fail "something was judged"; fi

# The terminal goes away.
pid=$(tty_pid)
tty_tmux kill-pane
tty_until "$TTY_LIMIT" gone "$pid" || fail "it runs on without a terminal"
tty_stop
[ "$(sqlite3 p.db 'pragma integrity_check')" = ok ] || fail "the database is damaged"

# Taken up in a smaller window, with little more than a minute left; on a slow machine the minute may
# have begun before the program has, and then there is nothing to warn of: more time, and again.
for seconds in 4 8 16 32; do
  leave $((60 + seconds)) 1
  start 40 15
  tty_wait 'A-D ? help'
  if tty_history | tr '\n' ' ' | grep -qE '2 minutes +left;'; then break; fi
done
tty_wait 'One minute left.'
first=$(clock)
[ "$first" -le 60 ] || fail "one minute is left, and the clock shows $first seconds"
tty_keys C-c
tty_wait_end 130
tty_wait 'The exam stays open: 2 of 4 answered'
tty_modes | grep -q ' echo ' || fail "the terminal was left without echo"

# The end by the clock, while nobody types.  The review: on, back, to a number, help.
leave 4 1
start 80 24
tty_wait 'The time is up. The exam was handed in as it was.'
tty_wait 'Estimated score'
tty_wait 'Enter the questions, those to look at first  ? help  q end'
tty_keys p
tty_wait 'This is the result; the questions come after it.'
tty_keys Enter
tty_wait 'Enter next   p back  y why  o others  ? help  q end'
tty_keys o
tty_wait 'This is right.'
tty_keys '?'
tty_wait 'the one before; before the first of them the result'
tty_type '4'
tty_wait '[4]'
tty_keys Enter
tty_wait_count 1 'Question 4 of 4'
tty_type '9'
tty_wait '[9]'
tty_keys Enter
tty_wait 'There is no question of that number.'
tty_keys p p p p p
tty_wait_count 2 'This is the result; the questions come after it.'
tty_keys n n n n
tty_wait 'Enter end   p back  y why  o others  ? help'
tty_keys Enter
tty_wait_end 0

# Stopped: the clock goes on. Handing in is asked twice.
# shellcheck disable=SC2016
tty_start 80 40 env PS1='ready> ' AMIQUIZ="$AMIQUIZ" bash --norc --noprofile -i
tty_wait 'ready>'
tty_type '"$AMIQUIZ" exam --db p.db --bank paths.json --questions 2 --seed 5'
tty_keys Enter
tty_wait 'n next'
first=$(clock)
tty_keys C-z
tty_wait 'Stopped'
tty_wait_count 2 'ready>'
sleep 2 # time that is spent, not waited for
tty_type 'fg'
tty_keys Enter
tty_wait_count 2 'Question 1 of 2'
tty_wait_count 2 'n next'
clock_below $((first - 1)) || fail "the clock stood still while it was stopped: $first, then $(clock)"
tty_keys x
tty_wait '2 questions are open: 1 2. Hand in all the same?'
tty_keys k
tty_wait_count 3 'Question 1 of 2'
tty_keys x y
tty_wait 'The exam is handed in.'
tty_wait 'Not passed: 0 of 2 right, 2 not answered.'
tty_keys q
tty_wait_count 3 'ready>'

# In accessible mode nothing changes by itself.
tty_start 80 24 "$AMIQUIZ" exam --accessible --db p.db --bank paths.json --questions 2 --seed 5
tty_wait 'A-D'
first=$(clock)
sleep 2
[ "$(clock)" = "$first" ] || fail "the clock moved: $(tty_screen)"
tty_keys a
tty_wait 'Question 2 of 2'
clock_below "$first" || fail "the clock stood still: $(tty_screen)"
tty_keys q
tty_wait_end 0

# Unfinished, and asked for otherwise: which one?  Nothing is given up but by its own key.
open_exams() { sqlite3 p.db "select count(*) from sittings where what = 'exam' and id not in (select sitting from endings)"; }
before=$(open_exams)
another() { tty_start 80 24 "$AMIQUIZ" exam --db p.db --questions 3 --seed 5; }
another
tty_wait 'An exam is unfinished: '
tty_wait 'It has 2 questions and 20 minutes: 1 answered, 20 minutes left. --questions 3 is'
tty_wait 'g go on with it   n hand it in and begin another   q neither'
tty_keys q
tty_wait_end 0
another
tty_wait 'q neither'
tty_keys x g
tty_wait 'Question 2 of 2'
tty_wait 'It goes on where it was left'
tty_keys q
tty_wait_end 0
[ "$(open_exams)" = "$before" ] || fail "an exam was given up"
another
tty_wait 'q neither'
tty_keys n
tty_wait 'Question 1 of 3'
[ "$(open_exams)" = "$before" ] || fail "one should have ended, and one begun"
tty_keys q
tty_wait_end 0
