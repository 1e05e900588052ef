# What another terminal forgets, moves or deletes while a question is open: the answer falls on
# nothing else, and the message says what happened.
. "$ROOT/tests/lib/shell.sh"

db=$PWD/p.db

# ask COMMAND...: ask a question in the background, and wait until it stands there.
ask() {
  coproc face { exec "$AMIQUIZ" "$@" --json --seed 1 --db "$db" 2>face.err; }
  # shellcheck disable=SC2154 # bash sets it
  pid=$face_PID
  exec {from}<&"${face[0]}" {to}>&"${face[1]}" # bash closes its own when the coprocess ends
  eval "exec ${face[0]}<&- ${face[1]}>&-"              # or now, so that the input can end
  read -r -t 60 line <&"$from"
  [[ $line == '{"type":"question"'* ]] || fail "$line"
}

# refused TEXT HINT: the answer ends the program with these words.
refused() {
  local got=0
  echo '{"answer":"A"}' >&"$to"
  exec {to}>&-
  timeout 60 cat <&"$from" >rest
  exec {from}<&-
  wait "$pid" || got=$?
  [ "$got" = 4 ] || fail "status $got: $(cat rest face.err)"
  ! grep -q verdict rest && ! grep -q saved rest || fail "it says that the answer is on disk"
  grep -qF "\"$db\" $1" face.err || fail "$(cat face.err)"
  grep -qF "  hint: $2" face.err || fail "$(cat face.err)"
}

for command in drill exam diagnose; do
  rm -f "$db"*
  ask "$command"
  expect_status 0 "$AMIQUIZ" forget --db "$db" --yes
  # Others who were asked meanwhile get no answer that was given to what is gone.
  "$AMIQUIZ" "$command" --seed 2 --db "$db" </dev/null >/dev/null
  refused 'no longer holds what was open here: it was forgotten' \
    'begin again; somebody ran `amiquiz forget` meanwhile'
  [ "$(sqlite3 "$db" 'SELECT count(*) FROM events')" = 0 ] ||
    fail "$command: an answer fell on another question"
  # Forgotten again and again, no number is given twice; and one of one pack only.
  highest=$(sqlite3 "$db" 'SELECT max(id) FROM asked')
  expect_status 0 "$AMIQUIZ" forget --db "$db" --yes
  expect_status 1 "$AMIQUIZ" forget --db "$db" --yes
  "$AMIQUIZ" "$command" --seed 2 --db "$db" </dev/null >/dev/null
  [ "$(sqlite3 "$db" 'SELECT min(id) FROM asked')" -gt "$highest" ] || fail "a number came again"
  highest=$(sqlite3 "$db" 'SELECT max(id) FROM asked')
  expect_status 0 "$AMIQUIZ" forget --db "$db" --yes ami-lecture
  "$AMIQUIZ" "$command" --seed 2 --db "$db" </dev/null >/dev/null
  [ "$(sqlite3 "$db" 'SELECT min(id) FROM asked')" -gt "$highest" ] || fail "a number came again"
  [ "$(sqlite3 "$db" "SELECT count(*) FROM settings WHERE name = 'forgotten'")" = 1 ] ||
    fail "more is kept than the highest number"
done

# What is forgotten of another pack disturbs nothing.
rm -f "$db"*
ask drill
"$AMIQUIZ" drill --pack ami-current --db "$db" </dev/null >/dev/null
expect_status 0 "$AMIQUIZ" forget --db "$db" --yes ami-current
echo '{"answer":"A"}' >&"$to"
read -r -t 60 line <&"$from"
[[ $line == '{"type":"verdict"'* ]] || fail "$line"
exec {to}>&- {from}<&-
wait "$pid"

rm -f "$db"*
ask drill
mv "$db" elsewhere.db
refused 'was moved or deleted while it was open' \
  'begin again; with a file that was moved, name its new place with --db FILE'
