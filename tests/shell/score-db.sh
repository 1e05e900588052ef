# The database of a scoring: tables and views that agree with the CSV files, and pages made from it.
. "$ROOT/tests/lib/shell.sh"
command -v sqlite3 >/dev/null || skip 'sqlite3 is not installed'

"$AMIQUIZ" generate --cover all --seed 3 --format ndjson -o bank.ndjson --quiet
bank_keys bank.ndjson | awk -v students=60 -v seed=4 -f "$ROOT/tests/lib/class.awk" >answers.csv
printf 's0001,not,enough\nRobert'"'"'); DROP TABLE students;--,A\n' >>answers.csv
expect_status 0 "$AMIQUIZ" score --key bank.ndjson answers.csv -o results --db results.db
[ "$(sqlite3 results.db 'PRAGMA integrity_check')" = ok ] || fail 'the database is not whole'
[ "$(sqlite3 results.db 'PRAGMA foreign_key_check' | wc -l)" -eq 0 ] || fail 'keys lead nowhere'
sqlite3 results.db 'SELECT count(*) FROM pragma_table_list WHERE schema = "main" AND type = "table" AND NOT strict AND name NOT LIKE "sqlite_%"' >loose
[ "$(cat loose)" -eq 0 ] || fail 'a table is not STRICT'

sqlite3 -csv -noheader results.db 'SELECT student, points, answered, correct, omitted, passed FROM scores' | tr -d '\r"' |
  sed 's/\.0,/,/g' >db
sed 1d results/scores.csv | cut -d, -f1,2,5,6,7,9 >csv
same csv db
sqlite3 -csv -noheader results.db 'SELECT question, answered, omitted, not_reached, correct FROM item_analysis ORDER BY 1' | tr -d '\r"' >db
sed 1d results/items.csv | cut -d, -f1,3,4,5,6 | sort >csv
same csv db
[ "$(sqlite3 results.db 'SELECT count(*) FROM who_chose')" -eq "$(sed 1d results/responses.csv | cut -d, -f5- | tr ',' '\n' | grep -c .)" ] ||
  fail 'who_chose has other answers than responses.csv'
sqlite3 -csv -noheader results.db "SELECT s.student, s.correct, count(c.question) FROM scores s LEFT JOIN who_chose c ON c.student = s.student AND c.correct = 'yes' GROUP BY 1" |
  awk -F, '$2 != $3 { bad = 1 } $3 > 0 { some = 1 } END { exit bad || !some }' || fail 'who_chose calls other answers right'
[ "$(sqlite3 results.db 'SELECT count(*) FROM rejects')" -eq "$(($(wc -l <results/rejects.csv) - 1))" ] || fail 'other rejects'
[ "$(sqlite3 results.db 'SELECT count(*) FROM class_beliefs')" -gt 5 ] || fail 'no beliefs'

expect_status 0 "$AMIQUIZ" report results.db -o page.html
same results/report.html page.html
expect_status 0 "$AMIQUIZ" report results -o page.html
same results/report.html page.html
expect_status 0 "$AMIQUIZ" report results.db --students -o pages
expect_status 0 "$AMIQUIZ" report results --students
diff -r pages results/students || fail 'other pages from the folder than from the database'

# Databases that are none of ours, or harmed.
sqlite3 other.db 'CREATE TABLE t(x)'
expect_status 3 "$AMIQUIZ" report other.db
expect_text 'it is no database of a scoring' err
cp results.db harmed.db
sqlite3 harmed.db "UPDATE responses SET answer = 'ZZ' WHERE student = 3 AND question = 2"
expect_status 3 "$AMIQUIZ" report harmed.db
expect_text 'an answer is none that this question has' err
cp results.db harmed.db
sqlite3 harmed.db "UPDATE students SET id = 'a' || char(27) WHERE student = 3"
expect_status 3 "$AMIQUIZ" report harmed.db
expect_text "a student's id is not UTF-8, or has control characters" err

# Tables that would work out what they do not hold: a gigabyte of it, in these few bytes.
cp results.db harmed.db
sqlite3 harmed.db "DROP TABLE meta; CREATE TABLE meta(name TEXT, value AS (hex(zeroblob(400000000)))); INSERT INTO meta(name) VALUES('manifest')"
expect_status 3 "$AMIQUIZ" report harmed.db
expect_text '"harmed.db" cannot be reported on: its tables are not those that this program makes' err
cp results.db harmed.db
sqlite3 harmed.db "ALTER TABLE students RENAME TO old; CREATE VIEW students AS SELECT * FROM old"
expect_status 3 "$AMIQUIZ" report harmed.db
expect_text 'its tables are not those that this program makes' err
sqlite3 results.db "UPDATE meta SET value = 'x' WHERE name = 'key'"
expect_status 3 "$AMIQUIZ" report results.db
head -c 20000 page.html >cut.db
printf 'SQLite format 3\0' | dd of=cut.db conv=notrunc 2>/dev/null
expect_status 3 "$AMIQUIZ" report cut.db
expect_text '"cut.db" cannot be reported on: file is not a database' err
head -c 20000 harmed.db >cut.db
expect_status 3 "$AMIQUIZ" report cut.db
expect_text '"cut.db" cannot be reported on: database disk image is malformed' err

# A folder that somebody changed.
cp -r results changed
sed -i '2s/^[^,]*,/,/' changed/responses.csv
expect_status 3 "$AMIQUIZ" report changed
expect_text 'line 2: no student is named so' err
cp results/responses.csv changed/
sed -i '2s/^[^,]*,/a\xff,/' changed/responses.csv
expect_status 3 "$AMIQUIZ" report changed
expect_text "line 2: a student's id is not UTF-8, or has control characters" err
cp results/responses.csv changed/
sed -i '1s/,path/,bath/' changed/responses.csv
expect_status 3 "$AMIQUIZ" report changed
expect_text 'its columns are not the questions of the key beside it' err
cp results/responses.csv changed/
echo '' >>changed/key.ndjson
expect_status 3 "$AMIQUIZ" report changed
expect_text 'is not the key that was scored by' err
cp results/key.ndjson changed/
sed -i 's/"copy":"key.ndjson"/"copy":"..\/key.ndjson"/' changed/manifest.json
expect_status 3 "$AMIQUIZ" report changed
expect_text 'must name a file beside the manifest' err
sed 's/"--wrong":"0"/"--wrong":"2"/' results/manifest.json >changed/manifest.json
expect_status 3 "$AMIQUIZ" report changed
expect_text '"changed/manifest.json" keeps a scoring that cannot be done again' err
sed 's/"--drop":""/"--drop":"nothing"/' results/manifest.json >changed/manifest.json
expect_status 3 "$AMIQUIZ" report changed
expect_text '"changed" keeps a scoring that cannot be done again' err
expect_status 2 "$AMIQUIZ" report results --pack nothing # the caller's own words
sed 's/"--strict":""/"--strict":"","<i>\&":"<b>"/' results/manifest.json >changed/manifest.json
expect_status 0 "$AMIQUIZ" report changed -o page.html
grep -q '<th scope="row">&lt;i&gt;&amp;</th><td dir="auto">&lt;b&gt;</td>' page.html || fail 'the name of an option is no text'

# The worst question is on top of the view, one without a figure (here a dropped one) is not.
printf 'question,answer,status\nq1,A,dropped\nq2,B,\nq3,C,\n' >key.csv
printf 'student,q1,q2,q3\ns1,A,B,D\ns2,A,C,C\ns3,B,B,C\ns4,B,B,C\n' >small.csv
"$AMIQUIZ" score --key key.csv small.csv --db small.db >/dev/null
[ "$(sqlite3 small.db 'SELECT question FROM item_analysis' | tail -n 1)" = q1 ] || fail 'a dropped question leads the view'

# What a report is made from is not written over, whatever it is called, nor is somebody else's database.
refused() { # STATUS TEXT COMMAND...: exactly this on standard error, and all as it was
  find kept kept.db progress.db -type f -exec sha256sum {} + | sort >before
  expect_status "$1" "${@:3}"
  printf '%s\n' "$2" >want && same want err
  find kept kept.db progress.db -type f -exec sha256sum {} + | sort >after && same before after
}
"$AMIQUIZ" score --key "$ROOT/data/examples/final-bank.json" "$ROOT/data/examples/final-answers.csv" -o kept --db kept.db >/dev/null
printf 'A\n' | "$AMIQUIZ" drill --db progress.db --seed 1 --questions 1 >/dev/null
ln -s kept.db link.html
for name in kept.db ./kept.db link.html; do
  refused 2 "amiquiz report: error: \"$name\" is read: it cannot be written over
  hint: name another file for the page" "$AMIQUIZ" report kept.db -o "$name"
done
for name in manifest.json responses.csv key.json; do
  refused 2 "amiquiz report: error: \"kept/$name\" is read: it cannot be written over
  hint: name another file for the page" "$AMIQUIZ" report kept -o "kept/$name"
done
refused 2 'amiquiz score: error: --db: "progress.db" is no database of a scoring, and is not written over
  hint: name another file for what is written' \
  "$AMIQUIZ" score --key "$ROOT/data/examples/final-bank.json" "$ROOT/data/examples/final-answers.csv" --db progress.db
for name in - ''; do
  refused 2 'amiquiz score: error: -o: many files need a folder
  hint: a single file can go to standard output: --scores -' \
    "$AMIQUIZ" score --key "$ROOT/data/examples/final-bank.json" "$ROOT/data/examples/final-answers.csv" -o "$name"
done
[ ! -e ./- ] || fail 'a folder is called -'
expect_status 0 "$AMIQUIZ" score --key "$ROOT/data/examples/final-bank.json" "$ROOT/data/examples/final-answers.csv" --db kept.db
: >empty.db
expect_status 0 "$AMIQUIZ" score --key "$ROOT/data/examples/final-bank.json" "$ROOT/data/examples/final-answers.csv" --db empty.db
same kept.db empty.db
