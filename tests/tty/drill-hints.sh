# Hints and the word before the verdict, key by key; the last answer taken back from the summary.
. "$ROOT/tests/lib/tty.sh"

tty_start 80 60 "$AMIQUIZ" drill --seed 7 --confidence
tty_wait 'Answer A-D   h hint  s skip'
tty_keys h
tty_wait 'Hint   What counts here: the AMI is not encrypted;'
tty_keys h
tty_wait 'Hint   Not D: Copy its snapshots'
tty_wait '  -  Copy its snapshots, then register' # its letter is gone
tty_keys h
tty_wait '  -  None, until the owner does more'
tty_keys h
tty_wait 'No further hint: it would give the answer away.'
tty_keys D
tty_wait 'D is struck out.'
tty_keys B
tty_wait 'How sure?  1 a guess  2 think so  3 sure   u other answer  q quit'
tty_keys '?'
tty_wait 'u takes the letter back.'
tty_keys u
tty_keys A
tty_keys 3
tty_wait 'Right. A: Launch an instance'
tty_keys u
tty_wait 'Taken back.'
tty_wait 'Hint   Not C: None' # what was hinted stays said
tty_keys B
tty_keys q # left at the question how sure: the question stays open
tty_wait '0 answered, '
tty_wait_end 0
sqlite3 "$XDG_DATA_HOME/amiquiz/progress.db" 'select group_concat(coalesce(what || "=" || confidence, what), " ") from events' >events
echo 'hint hint hint answer=95 undo' >expected
same expected events

# Mistakes: mended one by one; from the summary the last answer can be taken back.
printf 'C\nB\n' | "$AMIQUIZ" drill --seed 7 --db m.db --questions 2 >/dev/null
tty_start 80 60 "$AMIQUIZ" drill --seed 3 --db m.db --only mistakes
tty_wait 'Only mistakes: 1 rule.'
tty_wait 'Answer A-D'
tty_keys D
tty_wait 'Right. D: Launch an instance'
tty_keys Enter
tty_wait 'Round: 1 of 1 right.'
tty_wait 'Nothing is left to ask: the latest answer about each of these rules is right.'
tty_wait 'Enter or q quit   u undo the last answer'
tty_keys u
tty_wait 'Taken back. The question is open again.'
tty_keys A
tty_wait 'Wrong: you chose A.'
tty_keys Enter
tty_wait 'Question 2'
tty_keys q
tty_wait_end 0
"$AMIQUIZ" drill --db m.db --only mistakes </dev/null >out 2>err || fail 'there is a mistake again'

# Marked: a key takes the mark away, and then nothing is left.
printf 'm\nA\n' | "$AMIQUIZ" drill --seed 7 --db k.db --questions 1 >/dev/null
tty_start 80 60 "$AMIQUIZ" drill --seed 3 --db k.db --only marked
tty_wait 'Only what is marked: 1 rule.'
tty_wait 'Question 1 of 10 (marked)'
tty_keys m
tty_wait 'No longer marked.'
tty_keys D
tty_wait 'Right. D: Launch an instance'
tty_keys Enter
tty_wait 'Nothing is left to ask: nothing is marked any more.'
tty_keys Enter
tty_wait_end 0
