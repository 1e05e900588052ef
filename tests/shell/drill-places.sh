# Where progress is kept, and what is said when it cannot be.
. "$ROOT/tests/lib/shell.sh"

echo A >a
drill() { "$AMIQUIZ" drill --seed 7 "$@" <a; }
kept() { sqlite3 "$1" "select count(*) from events where what = 'answer'"; }
expect_kept() { [ "$(kept "$1")" = "$2" ] || depth=2 fail "$1 holds $(kept "$1") answers, wanted $2"; }

# --db in folders that are not there yet.
expect_status 0 drill --db deep/er/p.db
expect_kept deep/er/p.db 1
expect_status 0 drill --db plain.db
expect_kept plain.db 1

# AMIQUIZ_DB, and --db before it.
AMIQUIZ_DB=$PWD/env.db expect_status 0 drill
expect_kept env.db 1
AMIQUIZ_DB=$PWD/env.db expect_status 0 drill --db plain.db
expect_kept env.db 1
expect_kept plain.db 2

# XDG_DATA_HOME, then HOME.
XDG_DATA_HOME=$PWD/xdg expect_status 0 drill
expect_kept xdg/amiquiz/progress.db 1
HOME=$PWD/home XDG_DATA_HOME='' expect_status 0 drill
expect_kept home/.local/share/amiquiz/progress.db 1
expect_status 4 env -u HOME -u XDG_DATA_HOME "$AMIQUIZ" drill
expect_text '--db FILE' err

# Nothing on the disk.
expect_status 0 drill --db :memory:
[ ! -e :memory: ] || fail "a file called :memory:"

refused() { # WHAT DATABASE [NAMED]: status 4, a sentence that names the place, no question
  expect_status 4 drill --db "$2"
  expect_text "${3:-$2}" err
  grep -q '^amiquiz: \|^amiquiz drill: ' err || { cat err && depth=2 fail "$1: who speaks?"; }
  grep -q Question out && depth=2 fail "$1: a question was asked all the same"
  expect_status 4 drill --json --db "$2"
  [ ! -s out ] || depth=2 fail "$1: --json said something"
}

printf 'Dear diary, this is no database at all, not even a little.\n' >diary.txt
cp diary.txt before
refused 'no database' diary.txt
same before diary.txt
sqlite3 other.db 'create table songs (title)'
cp other.db before
refused "another program's database" other.db
same before other.db
mkdir folder
refused 'a folder' folder
head -c 700 plain.db >short.db
refused 'a database cut short' short.db

if [ "$(id -u)" != 0 ]; then
  mkdir closed
  chmod 500 closed
  refused 'a folder one may not write in' closed/p.db
fi
refused 'no folder at all' /proc/no-such-place/p.db /proc/no-such-place

# A database that another program holds: said within seconds, nothing lost.
coproc holder { sqlite3 -cmd '.bail on' plain.db; }
# shellcheck disable=SC2154
holder_pid=$holder_PID # bash forgets it as soon as the program has ended
echo 'begin exclusive; select 1;' >&"${holder[1]}"
read -r _ <&"${holder[0]}"
expect_status 4 drill --db plain.db
expect_text plain.db err
echo 'rollback;' >&"${holder[1]}"
eval "exec ${holder[1]}>&-"
wait "$holder_pid" || :
expect_status 0 drill --db plain.db
expect_kept plain.db 3

# The command's own words.
expect_status 2 drill --questions 0
expect_status 2 drill --questions many
expect_status 2 drill --pack no-such-pack
expect_status 2 drill --tea
