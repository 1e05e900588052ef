# The command line's history: beside the database and named after it, of bounded length, and never
# written through a link or into what is no file.
. "$ROOT/tests/lib/tty.sh"

enter() { # DATABASE LINE...: a drill in which these lines are entered
  local db=$1
  shift
  tty_start 80 60 "$AMIQUIZ" drill --seed 7 --db "$db"
  tty_wait 'Answer A-'
  for line; do
    tty_tmux send-keys -R \; clear-history
    tty_wait_gone 'Answer A-'
    tty_keys :
    tty_type "$line"
    tty_keys Enter
    tty_wait 'Answer A-'
  done
  tty_keys q
  tty_wait_end 0
}

echo 'not yours' >history
enter loc.db stats
echo stats >wanted
same wanted loc.db.history
[ "$(stat -c %a loc.db.history)" = 600 ] || fail "others may read it"
echo 'not yours' >wanted
same wanted history

# Up to 1,000 lines it grows; one more, and the latest 500 are kept.
seq 999 | sed 's/^/stats /' >loc.db.history
enter loc.db 'stats a'
[ "$(wc -l <loc.db.history)" = 1000 ] || fail "$(wc -l <loc.db.history) lines, wanted 1000"
enter loc.db 'stats b' 'stats c'
{ seq 502 999 | sed 's/^/stats /' && printf 'stats %s\n' a b c; } >wanted
same wanted loc.db.history
[ "$(stat -c %a loc.db.history)" = 600 ] || fail "others may read the shortened one"
[ ! -e loc.db.history.new ] || fail "something was left behind"

# A link, a folder, a pipe: nothing is kept, and the drill goes on.
echo 'a letter' >letter
cp letter wanted
ln -s letter link.db.history
mkdir folder.db.history
mkfifo pipe.db.history
for db in link.db folder.db pipe.db; do
  enter "$db" stats
done
same wanted letter
[ -L link.db.history ] || fail "the link was replaced"
