# A bank on a terminal: what its texts hold is shown, not obeyed; a pipe gets the bytes as they are.
. "$ROOT/tests/lib/tty.sh"

cat >bank.json <<'END'
{"format": "amiquiz-bank", "version": 1, "questions": [
 {"id": "q-1", "stem": "Left \u202eright\u202c and \u009b2Jgone?", "select": 1, "answer": ["A"],
  "options": [{"id": "A", "text": "yes", "correct": true}, {"id": "B", "text": "no", "correct": false}]}]}
END
"$AMIQUIZ" convert bank.json - --format moodle-xml --unverified >piped.xml
grep -q $'\xe2\x80\xae' piped.xml || fail "the bidirectional control is wanted in a file"
for format in moodle-xml markdown; do
  tty_start 80 40 env LC_ALL=C.UTF-8 "$AMIQUIZ" convert bank.json - --format "$format" --unverified
  tty_wait 'Left \u{202e}right'
  tty_wait_end 0
  tty_screen | grep -q 'gone' || fail "the screen was cleared"
done
