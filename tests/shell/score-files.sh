# What a scoring writes appears whole or not at all: a full disk, a target that cannot be written, a
# kill; and what stood there before stays.
. "$ROOT/tests/lib/shell.sh"

"$AMIQUIZ" generate --count 20 --seed 3 --format ndjson -o bank.ndjson --quiet
bank_keys bank.ndjson | awk -v students=400 -v seed=7 -f "$ROOT/tests/lib/class.awk" >answers.csv
bank_keys bank.ndjson | awk -v students=300 -v seed=8 -f "$ROOT/tests/lib/class.awk" >others.csv

sums() { (cd "$1" && cksum -- *); }
# no_scraps FOLDER: no file of ours that was given up lies about.
no_scraps() {
  local scraps
  scraps=$(find "$1" -maxdepth 1 -name '*.tmp')
  [ -z "$scraps" ] || fail "scraps: $scraps"
}

expect_status 0 "$AMIQUIZ" score --key bank.ndjson answers.csv -o results
for f in scores.csv items.csv options.csv beliefs.csv rejects.csv report.html manifest.json responses.csv key.ndjson; do
  [ -s "results/$f" ] || fail "results/$f is missing"
done
[ ! -e results/absent.csv ] || fail 'absent.csv without a roster'
same results/key.ndjson bank.ndjson
sums results >before

# The same again gives the same bytes; any number of threads, too.
for threads in 1 2 7; do
  "$AMIQUIZ" score --key bank.ndjson answers.csv -o results --threads "$threads" >/dev/null
  sums results >after
  same before after
done

# A full disk (a limit on the size of files), in the middle of the set.
for blocks in 1 8 40; do
  got=0
  (ulimit -f "$blocks" && exec "$AMIQUIZ" score --key bank.ndjson others.csv -o results) >out 2>err || got=$?
  [ "$got" -eq 4 ] || fail "status $got where the disk is full at $blocks blocks"
  expect_text 'cannot be written' err
  sums results >after
  same before after
  no_scraps results
done
(ulimit -f 1 && exec "$AMIQUIZ" score --key bank.ndjson others.csv -o fresh) >out 2>err || :
[ ! -e fresh ] || fail 'a folder that we made stays empty behind'
expect_status 4 "$AMIQUIZ" score --key bank.ndjson others.csv --scores /dev/full
expect_status 4 "$AMIQUIZ" score --key bank.ndjson others.csv --rejects /dev/full
got=0
"$AMIQUIZ" score --key bank.ndjson others.csv --scores - >/dev/full 2>err || got=$?
[ "$got" -eq 4 ] || fail "status $got where standard output is full"

# Targets that cannot be written: nothing changes elsewhere either.
mkdir results/taken
expect_status 4 "$AMIQUIZ" score --key bank.ndjson others.csv -o results --items results/taken
rmdir results/taken
sums results >after
same before after
expect_status 4 "$AMIQUIZ" score --key bank.ndjson others.csv -o results/scores.csv
expect_text '"results/scores.csv" is no folder' err
expect_status 4 "$AMIQUIZ" score --key bank.ndjson others.csv -o nowhere/results
expect_status 4 "$AMIQUIZ" score --key bank.ndjson others.csv --db nowhere/x.db
expect_status 4 "$AMIQUIZ" score --key bank.ndjson others.csv --db /dev/full
expect_text 'no file that a database could be' err
sums results >after
same before after

# What is read is not written over, under another name neither; the copy of the key may be the key.
cp answers.csv class.csv
printf 'student\ns1\n' >roster.csv
ln -s class.csv link.csv
cksum class.csv roster.csv bank.ndjson >before
expect_status 2 "$AMIQUIZ" score --key bank.ndjson class.csv --scores ./class.csv
expect_text '"./class.csv" is read: it cannot be written over' err
expect_status 2 "$AMIQUIZ" score --key bank.ndjson class.csv --items link.csv
expect_status 2 "$AMIQUIZ" score --key bank.ndjson class.csv --db bank.ndjson
expect_status 2 "$AMIQUIZ" score --key bank.ndjson class.csv --roster roster.csv --rejects roster.csv
cksum class.csv roster.csv bank.ndjson >after
same before after
sums results >before
expect_status 2 "$AMIQUIZ" score --key results/key.ndjson results/responses.csv -o results
expect_text '"results/responses.csv" is read' err
sums results >after
same before after
expect_status 0 "$AMIQUIZ" score --key results/key.ndjson answers.csv -o results
expect_status 2 "$AMIQUIZ" score --key bank.ndjson answers.csv --scores x.csv --items x.csv
expect_text '--scores and --items cannot both go to "x.csv"' err
expect_status 2 "$AMIQUIZ" score --key bank.ndjson answers.csv --beliefs - --rejects -
expect_text '--beliefs and --rejects cannot both go to standard output' err
expect_status 0 "$AMIQUIZ" score --key bank.ndjson answers.csv --scores /dev/null --items /dev/null
"$AMIQUIZ" score --key bank.ndjson answers.csv -o results >/dev/null # names its key again
sums results >before

# A database on a full disk.
"$AMIQUIZ" score --key bank.ndjson answers.csv --db old.db >/dev/null
cp old.db before.db
got=0
(ulimit -f 16 && exec "$AMIQUIZ" score --key bank.ndjson others.csv --db old.db) >out 2>err || got=$?
[ "$got" -eq 4 ] || fail "status $got for a database on a full disk"
same old.db before.db
no_scraps .

# Killed while it reads: standard input that never ends.
mkfifo pipe
"$AMIQUIZ" score --key bank.ndjson - -o results <pipe >/dev/null 2>&1 &
child=$!
exec 9>pipe
head -n 200 others.csv >&9
kill -9 "$child"
wait "$child" 2>/dev/null || :
exec 9>&-
sums results >after
same before after
rm -f results/.amiquiz-*.tmp # a killed program cannot tidy up

# An earlier scoring's files that this one has not are taken away.
printf 'student\ns0001\ns9999\n' >roster.csv
"$AMIQUIZ" score --key bank.ndjson answers.csv -o results --roster roster.csv >/dev/null
[ -e results/absent.csv ] || fail 'no absent.csv'
"$AMIQUIZ" score --key bank.ndjson answers.csv -o results >/dev/null
sums results >after
same before after
touch results/mine.txt
"$AMIQUIZ" score --key bank.ndjson answers.csv -o results >/dev/null
[ -e results/mine.txt ] || fail 'a file that is not ours was removed'
