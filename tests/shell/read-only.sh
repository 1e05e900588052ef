# Progress that may be read and not written: what only reads goes on, what writes says why it cannot, and
# no answer is left out without a word.
. "$ROOT/tests/lib/shell.sh"

# Nobody refuses root a folder, so root becomes nobody, who cannot look into the folders of tests.
place=$(mktemp -d /tmp/amiquiz-read-only.XXXXXX)
trap 'chmod -R u+w "$place"; rm -rf "$place"' EXIT
cd "$place"
chmod 755 . && cp "$AMIQUIZ" program
as=()
if [ "$(id -u)" = 0 ]; then
  as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  "${as[@]}" ./program --version >/dev/null || skip "nobody can run a program here"
fi
mkdir -m 777 own # where nobody may write
nobody() { "${as[@]}" ./program "$@"; }
told() { # STATUS ERROR HINT WORDS...: the command ends so, and says just this
  local status=$1 error=$2 hint=$3
  shift 3
  expect_status "$status" nobody "$@"
  printf 'amiquiz %s: error: %s\n  hint: %s\n' "$1" "$error" "$hint" >wanted
  same wanted err
}

"$AMIQUIZ" drill --db first.db --seed 7 >/dev/null <<<$'a\na\na\na\na\na'
asked=$(sqlite3 first.db 'select count(*) from asked')
"$AMIQUIZ" stats --db first.db >stats
"$AMIQUIZ" schedule --db first.db >schedule
"$AMIQUIZ" mistakes --db first.db --format gift -o wrong.gift >/dev/null
rm -f first.db-clean

reads() { # DATABASE FILES: all that only reads does the same as ever, beside these files
  expect_status 0 nobody stats --db "$1"
  same stats out
  expect_status 0 nobody schedule --db "$1"
  same schedule out
  expect_status 0 nobody mistakes --db "$1" --format gift -o own/wrong.gift
  same wrong.gift own/wrong.gift
  expect_status 0 nobody backup --db "$1" own/copy.db
  [ "$(sqlite3 own/copy.db 'pragma integrity_check; select count(*) from asked')" = "ok"$'\n'"$asked" ] ||
    fail "the copy is not whole"
  expect_status 0 nobody stats --db own/copy.db
  same stats out
  rm -f own/*
  rm -f "$1-clean" # the note that it was checked
  [ "$(ls "${1%/*}")" = "$2" ] || fail "something was left there: $(ls "${1%/*}")"
}
elsewhere='copy it and the file that ends in -journal to a folder of yours, and name the copy with --db'

ready() { # the coprocess has done what it was told
  local line=
  until [ "$line" = ready ]; do read -r line <&"${holder[0]}"; done
}

# A folder that refuses, then a file.
mkdir shut
cp first.db shut/p.db
chmod 444 shut/p.db
chmod 555 shut
reads shut/p.db p.db
for command in drill diagnose exam 'forget --yes'; do
  # shellcheck disable=SC2086
  told 4 "the folder \"$PWD/shut\" cannot be written: Permission denied" \
    'name a file in a folder you may write in, with --db FILE or AMIQUIZ_DB' $command --db shut/p.db
done
expect_status 0 nobody stats --db shut/none.db # as for a beginner
chmod 777 shut
reads shut/p.db p.db
told 4 "\"$PWD/shut/p.db\" cannot be written: attempt to write a readonly database" \
  'change the permissions of the file, or name another one with --db FILE or AMIQUIZ_DB' \
  drill --db shut/p.db
rm -rf shut/*

# A write-ahead log that another program gave it: empty, it is in nobody's way; with something in it, it is read
# as long as SQLite can, and else that is said.
cp first.db 'shut/a%20 ?#.db'
sqlite3 'shut/a%20 ?#.db' 'pragma journal_mode = wal' >/dev/null
chmod 444 shut/*
chmod 555 shut
reads 'shut/a%20 ?#.db' 'a%20 ?#.db'
chmod 755 shut
rm -rf shut/*
cp first.db log.db
sqlite3 log.db 'pragma journal_mode = wal' >/dev/null
coproc holder { sqlite3 -cmd 'pragma wal_autocheckpoint = 0' log.db; }
echo "insert into settings (at, name, value) values (1, 'x', 'y'); select 'ready';" >&"${holder[1]}"
ready
cp log.db shut/p.db
cp log.db-wal shut/p.db-wal
[ -s shut/p.db-wal ] || fail "there is no log to test with"
chmod 444 shut/*
chmod 555 shut
for command in stats schedule mistakes 'backup own/copy.db'; do
  # shellcheck disable=SC2086
  told 4 "\"$PWD/shut/p.db\" has its latest answers in a file beside it that ends in -wal; it cannot be read where nothing may be written" \
    'copy both to a folder of yours, and name the copy with --db FILE' $command --db shut/p.db
done
chmod 755 shut
cp log.db-shm shut/p.db-shm
chmod 444 shut/*
chmod 555 shut
reads shut/p.db $'p.db\np.db-shm\np.db-wal'
nobody backup --db shut/p.db own/copy.db
[ "$(sqlite3 own/copy.db "select value from settings where name = 'x'")" = y ] ||
  fail "what stood in the log alone is not in the copy"
rm -f own/*
eval "exec ${holder[1]}>&-"
wait
chmod 755 shut
rm -rf shut/*

# The journal of a write that was cut off half-way.
cp first.db cut.db
coproc holder { sqlite3 cut.db; }
echo 'pragma cache_size = 1; pragma cache_spill = 1; begin; update asked set kind = kind || hex(randomblob(90000)); select '\''ready'\'';' >&"${holder[1]}"
ready
cp cut.db shut/p.db
cp cut.db-journal shut/p.db-journal
eval "exec ${holder[1]}>&-"
wait
chmod 444 shut/*
chmod 555 shut
told 4 "\"$PWD/shut/p.db\" was left in the middle of a write, which only somebody who may write it can undo" \
  "$elsewhere" stats --db shut/p.db
chmod 755 shut
cp shut/* own/ && chmod 666 own/*
expect_status 0 nobody stats --db own/p.db
same stats out
