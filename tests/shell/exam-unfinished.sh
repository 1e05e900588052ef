# An exam that was left: it goes on by itself, whoever wants another says so, and a question of it that was
# damaged in the database stops nobody.
. "$ROOT/tests/lib/shell.sh"

export AMIQUIZ_DB=$PWD/p.db
exam() { "$AMIQUIZ" exam --width 80 "$@"; }
sql() { sqlite3 p.db "$1"; }
said() { tr '\n' ' ' <"$1"; }
ends() { sql 'select count(*), group_concat(how) from endings'; }

"$AMIQUIZ" generate --count 6 --seed 7 --kinds path -o paths.json --quiet
printf 'A\nB\n' >two
expect_status 0 exam --bank paths.json --questions 4 --minutes 20 --seed 3 <two
! grep -q -- '--new' out || fail 'nothing was given up yet'

# Plain, and with the same words: it goes on, which is said, and how to begin another.
for words in '' '--questions 4 --minutes 20 --pass 70% --scale 100:720:1000'; do
  # shellcheck disable=SC2086
  expect_status 0 exam $words </dev/null
  [ ! -s err ] || fail "something was warned of: $(cat err)"
  said out | grep -qF 'It goes on where it was left: 2 answered, 20 minutes left; the clock did not stop. `amiquiz exam --new` gives it up and begins another.' ||
    fail "that it goes on is not said: $(cat out)"
done

# Words that ask for another one, each.
for words in '--questions 5' '--minutes 21' '--pass 60%' '--scale 0:50:100'; do
  # shellcheck disable=SC2086
  expect_status 0 exam $words </dev/null
  echo "amiquiz exam: warning: an exam is open and goes on as it was begun; $words is for another one, which amiquiz exam --new begins" >want
  same want err
  expect_text 'Question 3 of 4' out
done

# Another bank of the same pack asks for another one, too; the same with a word mended does not.
"$AMIQUIZ" generate --count 6 --seed 8 --kinds path -o others.json --quiet
expect_status 0 exam --bank others.json </dev/null
echo "amiquiz exam: warning: an exam is open and goes on as it was begun; --bank others.json is for another one, which amiquiz exam --new begins" >want
same want err
expect_text 'Question 3 of 4' out
jq '.questions[].stem |= sub("Region"; "AWS Region")' paths.json >mended.json
expect_status 0 exam --bank mended.json </dev/null
[ ! -s err ] || fail "something was warned of: $(cat err)"
expect_text 'Question 3 of 4' out

# Another bank or pack: that one begins, and nobody forgets the first.
expect_status 0 exam --pack ami-current --questions 2 --seed 1 </dev/null
echo 'amiquiz exam: warning: another exam is unfinished, "Sharing and copying AMIs: the course rules": its clock goes on, and amiquiz exam comes back to it after this one' >want
same want err
expect_text 'Question 1 of 2' out
[ "$(ends)" = '0|' ] || fail "an exam was ended: $(ends)"

# --new gives up what is open, of what is named or of all.
expect_status 0 exam --new --bank paths.json --questions 3 --seed 4 </dev/null
grep -qF 'amiquiz exam: warning: the exam that was unfinished is handed in as it was' err || fail "nothing is said: $(cat err)"
expect_text 'Question 1 of 3' out
[ "$(ends)" = '1|handed-in' ] || fail "it was ended otherwise: $(ends)"
sql 'update sittings set at = at - 3600 where id = 2' # its time is over
expect_status 0 exam --new --questions 2 --seed 4 </dev/null
grep -qxF 'amiquiz exam: warning: 2 exams that were unfinished are handed in as they were' err || fail "something else is said: $(cat err)"
[ "$(ends)" = '3|handed-in,timed-out,handed-in' ] || fail "they were ended otherwise: $(ends)"
expect_text 'Question 1 of 2' out
expect_status 0 exam --new --questions 2 --seed 4 </dev/null
expect_status 0 env AMIQUIZ_DB="$PWD/none.db" "$AMIQUIZ" exam --new --questions 2 --seed 4 </dev/null
[ ! -s err ] || fail "nothing was open: $(cat err)"

# A time that nobody can have had is none: such an exam was over when it began.
for minutes in 9223372036854775807 -9000000000; do
  sql "update settings set value = '$minutes' where name = 'minutes' and sitting = (select max(id) from sittings)"
  expect_status 0 exam --new --questions 2 --seed 4 </dev/null
  [ "$(sql 'select how, endings.at - sittings.at from endings join sittings on id = sitting order by id desc limit 1')" = 'timed-out|0' ] ||
    fail "$minutes minutes: $(ends)"
done

# Damage: the question is left out, and the others go on, are handed in and are counted.
damaged() { # ID...: these questions are
  for id in "$@"; do sql "update asked set item = substr(item, 1, 40) where id = $id"; done
}
expect_status 0 exam --new --bank paths.json --questions 4 --seed 5 <two
first=$(sql 'select min(id) from asked where sitting = (select max(id) from sittings)')
damaged $((first + 1))
printf 'C\nx\ny\n' >rest
cp p.db one.db
expect_status 0 exam <rest
echo 'amiquiz exam: warning: question 2 of this exam is damaged in the database: it is left out, and counts neither for nor against you' >want
same want err
expect_text 'Question 2 of 3' out
expect_text 'The exam is handed in.' out
said out | grep -qE '[0-3] of 3 right, 1 not answered' || fail "it is counted otherwise: $(cat out)"
mv one.db p.db
damaged $((first + 3))
sql "update asked set item = null where id = $first" # one that has no text at all
expect_status 0 exam </dev/null
echo 'amiquiz exam: warning: questions 1, 2 and 4 of this exam are damaged in the database: they are left out, and count neither for nor against you' >want
same want err
expect_text 'Question 1 of 1' out
damaged $((first + 2))
expect_status 4 exam </dev/null
number=$(sql 'select max(id) from sittings')
cat >want <<END
amiquiz exam: error: exam $number cannot be taken up again: all of its questions are damaged
  hint: put back a copy of the database, or give this exam up: amiquiz exam --new
END
same want err
expect_status 0 exam --new --questions 2 --seed 4 </dev/null
expect_text 'Question 1 of 2' out

# An exam of something else that cannot be read is in nobody's way.
sql "update settings set value = 'x' where name = 'minutes' and sitting = (select max(id) from sittings)"
expect_status 0 exam --bank paths.json --questions 2 --seed 6 </dev/null
printf 'amiquiz exam: warning: exam %s cannot be taken up again: its settings are not there\n' "$(sql 'select max(id) - 1 from sittings')" >want
same want err
expect_text 'Question 1 of 2' out
