# The opening and the first question stand on one screen of 80 by 24, the prompt below them, at the
# first start; and at a later one, when a question was left open.
. "$ROOT/tests/lib/tty.sh"

whole_screen() { # FIRST LINE: its beginning is still there, and so is the prompt
  tty_wait 'Answer A-'
  tty_screen >screen
  head -n 1 screen | grep -q "^amiquiz .*: " || { tty_show && fail "the opening has scrolled away"; }
  expect_text 'Question 1 of 10' screen
  expect_text '  A  ' screen
  expect_text '  D  ' screen
  expect_text 's skip  m mark  ? help' screen
}

for seed in 1 2 3 4 5 6 7 8; do
  tty_start 80 24 "$AMIQUIZ" drill --seed "$seed" --db "new-$seed.db"
  whole_screen
  tty_keys q
  tty_wait '0 answered, 0 right'
  tty_wait_end 0
done

tty_start 80 24 "$AMIQUIZ" drill --seed 9 --db new-1.db
tty_wait '(you left it open a moment ago)'
whole_screen
tty_keys q
tty_wait_end 0
