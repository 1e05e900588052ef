# What a bank's explanation says of the sibling stands in a line of its own, and is said once. Words
# of somebody's own are left as they are, and a sibling that is not at hand does no harm.
. "$ROOT/tests/lib/shell.sh"

export AMIQUIZ_DB=$PWD/p.db
today() { grep -c '^AWS today  ' out || :; }
asked() { # BANK PACK: the verdict about its one question
  expect_status 0 "$AMIQUIZ" drill --pack "$2" "$1" --questions 1 --seed 1 < <(printf "A\nAB\n")
}

# A question of every kind, but for "edition", which asks for nothing else.
"$AMIQUIZ" generate --kinds path --count 1 --seed 3 -o path.json --quiet
"$AMIQUIZ" generate --kinds statement --count 1 --seed 3 -o sentence.json --quiet
for kind in grant owner prevent change steps; do
  "$AMIQUIZ" generate --kinds "$kind" --count 1 --seed 3 -o "$kind.json" --quiet
done
for bank in path sentence grant owner prevent change steps; do
  expect_text 'AWS today: ' "$bank.json"
  asked "$bank.json" ami-lecture
  [ "$(today)" = 1 ] || fail "$bank: AWS today is told $(today) times"
done

# A teacher's own words about it.
jq '.questions[0].explanation |= sub(" AWS today: .*"; " AWS today: ask me.")' path.json >own.json
asked own.json ami-lecture
expect_text 'AWS today: ask me.' out
grep -q '^AWS today  ' out || fail 'no line about AWS today'

# The same where the sibling cannot be found.
mkdir alone
sed 's/"sibling": {"pack": "ami-current"/"sibling": {"pack": "gone"/' "$ROOT/data/packs/ami-lecture.json" >alone/ami-lecture.json
expect_text '"pack": "gone"' alone/ami-lecture.json
for bank in path sentence own; do
  asked "$bank.json" alone/ami-lecture.json
  grep -q '^Why ' out || fail "$bank: no verdict"
done
expect_text 'AWS today: ask me.' out

# A sentence that the sibling does not know is not said to be the same there, chosen or not.
only='An AMI registered from a snapshot loses the billing code of its operating system.'
[ "$("$AMIQUIZ" pack show --json ami-current | grep -cF "$only")" = 0 ] || fail 'today has that sentence, too'
for ((seed = 1; ; seed++)); do
  [ "$seed" -lt 200 ] || fail 'the sentence never comes as a wrong choice'
  "$AMIQUIZ" drill --json --db "$seed.db" --kind statement --seed "$seed" < <(echo) | sed -n 1p >asked.json
  jq -e --arg s "$only" '.options | any(.text == $s)' asked.json >ignored || continue
  letter=$(jq -r --arg s "$only" '.options[] | select(.text == $s).id' asked.json)
  expect_status 0 "$AMIQUIZ" drill --width 100 --db "$seed.db" --kind statement --seed "$seed" < <(echo "$letter")
  ! grep -q '^Wrong' out || break
done
tr -s ' \n' ' ' <out >flat
expect_text 'AWS today: Nothing is said of this sentence.' flat
expect_text 'AWS today The same of the right answer.' flat
