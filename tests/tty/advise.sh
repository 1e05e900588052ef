# advise as a conversation on a terminal: prompts, back, help, and every way out.
. "$ROOT/tests/lib/tty.sh"

pack=$ROOT/tests/data/parcel.json

tty_start 80 40 "$AMIQUIZ" advise --pack "$pack"
tty_wait 'Where do you take the parcel?'
tty_wait "yes, no, d (don't know), back, quit>"
tty_type back
tty_keys Enter
tty_wait 'There is no answer to take back.'
tty_type perhaps
tty_keys Enter
tty_wait "Answer yes, no, d (don't know), back or quit."
tty_type '?'
tty_keys Enter
tty_wait 'back takes your last answer back'
tty_type n
tty_keys Enter
tty_wait '2. Does the parcel go abroad?'
tty_type b
tty_keys Enter
tty_type yes
tty_keys Enter
tty_wait 'Answer     Call the courier'
tty_wait_end 0

# The end of input, in the middle of it, leaves it undetermined.
tty_start 80 40 "$AMIQUIZ" advise --pack "$pack"
tty_wait 'quit>'
tty_keys C-d
tty_wait 'Answer     undetermined'
tty_wait_end 1

tty_start 80 40 "$AMIQUIZ" advise --pack "$pack"
tty_wait 'quit>'
tty_keys q Enter
tty_wait_end 1

# Ctrl-C is no answer.
tty_start 80 40 "$AMIQUIZ" advise --pack "$pack"
tty_wait 'quit>'
tty_keys C-c
tty_wait_end 130

# On a narrow terminal, too.
tty_start 20 30 "$AMIQUIZ" advise --pack "$pack"
tty_wait '1. Is this so:'
tty_type yes
tty_keys Enter
tty_wait 'Answer: Call the'
tty_wait_end 0
