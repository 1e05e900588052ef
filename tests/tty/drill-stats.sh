# :stats in the drill is what `stats` shows, page by page in the window; q and the end lead back.
. "$ROOT/tests/lib/tty.sh"

for ((i = 0; i < 12; i++)); do echo A; done | "$AMIQUIZ" drill --db p.db --seed 7 >/dev/null
"$AMIQUIZ" stats --db p.db --width 80 >stats
[ "$(wc -l <stats)" -gt 40 ] || fail "stats is too short to be tested: $(wc -l <stats) lines"

# By lines all at once; nothing else is said.
echo ':stats' | "$AMIQUIZ" drill --db p.db --width 80 >out
grep -qF "$(sed -n 2p stats)" out || fail "the counts are not there"
tail -n 3 stats >end
grep -qF "$(sed -n 1p end)" out || fail "the end is not there"

stats() {
  tty_keys :
  tty_type stats
  tty_keys Enter
}
tty_start 80 24 "$AMIQUIZ" drill --db p.db --seed 7
tty_wait 'Question'
stats
tty_wait 'Enter more   q skip the rest'
tty_screen | sed -n '/^Sharing and/,/^Enter more/p' >page
[ "$(head -n 16 stats)" = "$(head -n 16 page)" ] || fail "the first page is another: $(cat page)"
tty_keys x Enter
tty_wait_count 3 'Enter more' # any other key only shows the prompt again
tty_keys q
tty_wait 'Question'
tty_wait 'Answer'

# To the end, in another window.
to_the_end() { # LEAST: at least so many pages before the last one
  local n=0
  until tty_shows 'Enter back to the question'; do
    n=$((n + 1))
    [ "$n" -lt 60 ] || fail "there is no end"
    tty_wait 'Enter more'
    tty_tmux send-keys -R \; clear-history
    tty_keys Enter
    tty_wait 'Enter'
  done
  [ "$n" -ge "$1" ] || fail "it was over after $n pages"
  tty_keys Enter
  tty_wait 'h hint  s skip  ? help'
}
tty_resize 40 15
tty_wait 'h hint  s skip  ? help'
stats
to_the_end 4

# So is what other commands print.
tty_keys :
tty_type 'decide owned=yes'
tty_keys Enter
tty_wait 'Enter more   q skip the rest'
tty_shows 'ec2:CopyImage' || fail "what was decided is not there: $(tty_screen)"
to_the_end 1
tty_keys q
tty_wait_end 0
