# Standard output on a full disk: every way to be asked says the true reason, with status 4.
. "$ROOT/tests/lib/shell.sh"

[ -c /dev/full ] || skip 'there is no /dev/full here'
printf '%s\n' '{"answer":"A"}' '{"answer":"A"}' >objects
printf '%s\n' A A >letters
number=0
for words in 'drill --json' 'drill --learn --json' 'diagnose --json' 'exam --json' \
  drill 'drill --learn' diagnose exam; do
  number=$((number + 1))
  input=letters
  case $words in *--json) input=objects ;; esac
  status=0
  # shellcheck disable=SC2086 # several words
  "$AMIQUIZ" $words --seed 7 --db "$number.db" <"$input" >/dev/full 2>err || status=$?
  [ "$status" = 4 ] || fail "$words: the status was $status"
  printf 'amiquiz %s: error: standard output could not be written: No space left on device\n' \
    "${words%% *}" >want
  same want err
done
