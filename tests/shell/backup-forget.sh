# A copy of the progress goes on elsewhere; forgetting asks, says how much, and leaves nothing behind.
. "$ROOT/tests/lib/shell.sh"

db=$PWD/p.db
drill() { printf 'A\nB\n' | "$AMIQUIZ" drill --db "$1" --questions 2 --seed 3 "${@:2}" >/dev/null; }
count() { sqlite3 "$1" 'SELECT count(*) FROM asked'; }

# Nothing there: nothing is made.
expect_status 1 "$AMIQUIZ" backup --db none.db copy.db
expect_text 'amiquiz backup: error: there is no progress at "none.db" yet' err
expect_status 1 "$AMIQUIZ" forget --db none.db --yes
expect_text '  hint: it is made by the first question: amiquiz drill' err
[ ! -e none.db ] && [ ! -e copy.db ] || fail "a database came out of nothing"
expect_status 2 "$AMIQUIZ" backup --db "$db"
expect_text 'amiquiz backup: error: FILE is missing' err

drill "$db"
drill "$db" --pack ami-current
expect_status 0 "$AMIQUIZ" backup --db "$db" copy.db
[ "$(cat out)" = 'Copied 4 answers to "copy.db".' ] || fail "$(cat out)"
drill copy.db # the copy is a database like any other
expect_status 0 "$AMIQUIZ" backup --db "$db" copy.db --json
[ "$(cat out)" = '{"file":"copy.db","answers":4}' ] || fail "$(cat out)"
[ "$(count copy.db)" = 4 ] || fail "the older backup should have been replaced"

# It is not what somebody else wrote there, nor the database itself.
echo mine >notes.txt
expect_status 4 "$AMIQUIZ" backup --db "$db" notes.txt
[ "$(cat notes.txt)" = mine ] || fail "notes.txt was overwritten"
expect_status 4 "$AMIQUIZ" backup --db "$db" "$db"

# No room: the message names the file that was wanted, and none of any name is left.
expect_status 4 bash -c "ulimit -f 8; '$AMIQUIZ' backup --db '$db' small.db"
expect_text "the copy \"$PWD/small.db\" was not made: " err
! compgen -G 'small.db*' || fail "a part of the copy is left"

# No terminal to ask at, and nobody said yes.
expect_status 2 "$AMIQUIZ" forget --db "$db" <<<yes
expect_text 'amiquiz forget: error: there is no terminal to ask whether you are sure' err
expect_text '  hint: say --yes' err
expect_status 1 "$AMIQUIZ" forget --db "$db" ami-lectur --yes
expect_text 'amiquiz forget: error: nothing was asked from "ami-lectur"' err
[ "$(count "$db")" = 4 ] || fail "it was deleted all the same"

expect_status 0 "$AMIQUIZ" forget --db "$db" ami-current --yes
[[ $(tr '\n' ' ' <out) == 'Deleted 2 questions, 2 answered ('[0-2]' right), '* ]] || fail "$(cat out)"
[ "$(sqlite3 "$db" 'SELECT DISTINCT pack FROM asked')" = ami-lecture ] || fail "the wrong one went"
touch "$db.history"
expect_status 0 "$AMIQUIZ" forget --db "$db" --yes --json
[ "$(cat out)" = '{"questions":2,"answered":2}' ] || fail "$(cat out)"
[ "$(count "$db")" = 0 ] && [ ! -e "$db.history" ] || fail "something is left"
! grep -q ami-lecture "$db" || fail "it can still be read in the file"
expect_status 1 "$AMIQUIZ" forget --db "$db" --yes
expect_text "amiquiz forget: error: there is nothing in " err
# An empty backup would take the place of a full one.
expect_status 1 "$AMIQUIZ" backup --db "$db" copy.db
[ "$(count copy.db)" = 4 ] || fail "the backup is gone"
