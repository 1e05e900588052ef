# What a bank's explanation says of the sibling stands in a line of its own, and is said once. Words
# of somebody's own are left as they are, and a sibling that is not at hand does no harm.
. "$ROOT/tests/lib/shell.sh"

export AMIQUIZ_DB=$PWD/p.db
today() { grep -c 'AWS today' out || :; }
asked() { # BANK PACK: the verdict about its one question
  expect_status 0 "$AMIQUIZ" drill --pack "$2" "$1" --questions 1 --seed 1 < <(echo A)
}

# A question about a decision, and one about a sentence.
"$AMIQUIZ" generate --kinds path --count 1 --seed 3 -o path.json --quiet
"$AMIQUIZ" generate --kinds statement --count 1 --seed 3 -o sentence.json --quiet
for bank in path sentence; do
  expect_text 'AWS today: ' "$bank.json"
  asked "$bank.json" ami-lecture
  grep -q '^AWS today  ' out || fail "$bank: no line about AWS today"
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
