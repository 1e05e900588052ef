# Every way out puts the terminal back as it was and keeps what was answered.
. "$ROOT/tests/lib/tty.sh"

# readline moves the cursor behind its own ":" at the beginning of a line.
line_is_open() { [ "$(tty_cursor | cut -d" " -f1)" = 1 ]; }

expect_modes_back() { # as the shell that started it had them
  tty_modes | tr ' ;' '\n\n' | grep -xE -- '-?(icanon|echo|isig|iexten|icrnl)' | sort >modes
  printf '%s\n' echo icanon icrnl iexten isig >wanted
  same wanted modes
}

tty_start 80 30 "$AMIQUIZ" drill --seed 7
tty_wait 'Answer A-D'
tty_modes | grep -q -- '-icanon' || fail "the drill should read single keys"
tty_keys C-c
tty_wait_end 130
expect_modes_back

tty_start 80 30 "$AMIQUIZ" drill --seed 7
tty_wait 'Answer A-D'
tty_keys a
tty_wait 'Enter next   y why'
tty_keys C-c
tty_wait_end 130
expect_modes_back

tty_start 80 30 "$AMIQUIZ" drill --seed 7
tty_wait 'Answer A-'
tty_keys C-d
tty_wait '1 answered, '
tty_wait_end 0
expect_modes_back

# Ctrl-D on the command line leaves only the line.
tty_start 80 30 "$AMIQUIZ" drill --seed 7
tty_wait 'Answer A-'
tty_keys :
tty_keys C-d
tty_wait 'Question 2 of 10 (you left it open'
tty_keys :
tty_type 'stats'
tty_wait ':stats' # Ctrl-C overtakes what was typed before it
tty_keys C-c
tty_wait 'Answer A-'
tty_keys q
tty_wait_end 0
expect_modes_back

# Told to go, at a question and on the command line.
for keys in '' :; do
  for signal in TERM HUP QUIT; do
    tty_start 80 30 "$AMIQUIZ" drill --seed 7
    tty_wait 'Answer A-'
    if [ -n "$keys" ]; then
      tty_keys "$keys"
      tty_until "$TTY_LIMIT" line_is_open || fail "the command line did not open"
    fi
    kill -"$signal" "$(tty_pid)"
    tty_wait_end $((128 + $(kill -l "$signal")))
    expect_modes_back
  done
done

# A fault of ours ends the program as it would any other, but not with the terminal in its modes.
# (Under the sanitizers the others are theirs.)
signals=ABRT
if [ "$VARIANT" = release ]; then signals='ABRT SEGV BUS FPE'; fi
for signal in $signals; do
  tty_start 80 30 "$AMIQUIZ" drill --seed 7
  tty_wait 'Answer A-'
  kill -"$signal" "$(tty_pid)"
  tty_wait_end $((128 + $(kill -l "$signal")))
  expect_modes_back
done

# What was to be ignored from the start is.
tty_start 80 30 bash -c 'trap "" HUP TERM; exec "$0" drill --seed 7' "$AMIQUIZ"
tty_wait 'Answer A-'
kill -HUP "$(tty_pid)"
kill -TERM "$(tty_pid)"
tty_keys '?'
tty_wait 'skip this question'
tty_keys C-c
tty_wait_end 130
expect_modes_back
