# A bank on a terminal: letters toggle where two are to be chosen, and Enter hands in; the keys that
# have no meaning without a case are not offered.
. "$ROOT/tests/lib/tty.sh"

tty_start 80 50 "$AMIQUIZ" drill "$ROOT/tests/data/library.gift" --seed 2
tty_wait '4 questions.'
tty_wait 'Question 1 of 4'
tty_keys s
tty_wait 'Question 2 of 4'
tty_wait 'Answer A-B'
tty_keys B
tty_wait 'Right. B: False.'
tty_wait 'Enter next   y why  o others  u undo  m mark  q quit'
tty_keys w
tty_wait 'This question has no case whose facts could be otherwise.'
tty_keys t
tty_wait 'No table decides this question.'
tty_keys Enter
tty_wait 'Question 3 of 4'
tty_wait '2 letters, then Enter  []'
tty_keys b
tty_wait 'then Enter  [B]'
tty_keys Enter
tty_wait 'Choose 2 options: a letter takes one, the same letter lets it go.'
tty_keys A
tty_wait 'then Enter  [AB]'
tty_keys A
tty_keys 4
tty_wait 'then Enter  [BD]'
tty_keys Enter
tty_wait 'Right. B: Paying a fee; D: Getting a new card.'
tty_keys u
tty_wait 'Taken back. The question is open again.'
tty_keys A B Enter
tty_wait 'Wrong: you chose A and B. Right are B: Paying a fee; D: Getting a new card.'
tty_wait 'A      That is what the web page is for.'
tty_keys Enter
tty_wait 'Question 4 of 4'
tty_keys :
tty_type 'stats'
tty_wait ':stats'
tty_keys Enter
tty_wait 'questions, 3 of them seen, 2 to come again.'
tty_keys q
tty_wait_end 0

sqlite3 "$XDG_DATA_HOME/amiquiz/progress.db" \
  "select question, what, chosen from events join asked on asked.id = asked order by events.id" >events
cat >expected <<'EOF'
books|skip|
online|answer|B
desk|answer|A B
desk|undo|
desk|answer|C A
EOF
same expected events

# In a narrow window, too, one sees which letters are taken.
for width in 40 20; do
  tty_start $width 60 "$AMIQUIZ" drill "$ROOT/tests/data/library.gift" --seed 2 --db "$width.db"
  tty_wait 'Question 1 of 4'
  tty_keys s s
  tty_wait 'Question 3 of 4'
  tty_keys D B
  tty_wait '2, Enter [BD]'
  tty_keys Enter
  tty_wait 'Right. B: Paying a'
  tty_keys q
  tty_wait_end 0
done
