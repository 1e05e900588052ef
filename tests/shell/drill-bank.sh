# drill BANK through a pipe and as JSON: a bank made by generate, and some written by hand.
. "$ROOT/tests/lib/shell.sh"

data=$ROOT/tests/data
export AMIQUIZ_DB=$PWD/p.db

# A generated bank: every question once, in its order, with what it says of itself and nothing else.
"$AMIQUIZ" generate --count 24 --seed 7 --quiet -o bank.json
jq -c '.questions[]' bank.json >questions
# The answer is always the key: of the options shown, those whose texts are right in the bank.
answer() { # QUESTION-LINE
  jq -c --slurpfile bank bank.json '. as $q | ($bank[0].questions[] | select(.id == $q.id)) as $item
    | [$item.options[] | select(.correct) | .text] as $right
    | {answer: [.options[] | select(.text as $t | $right | index($t)) | .id]}' <<<"$1"
}
coproc drill { exec "$AMIQUIZ" drill bank.json --json --seed 3 --questions 24 2>err; }
# shellcheck disable=SC2154
pid=$drill_PID
exec {from}<&"${drill[0]}" # bash closes the coprocess's pipes when it ends
while IFS= read -r -t 60 line <&"$from"; do
  printf '%s\n' "$line" >>said
  case $line in
  '{"type":"question"'*) answer "$line" >&"${drill[1]}" ;;
  '{"type":"end"'*) break ;;
  esac
done
exec {from}<&-
wait "$pid" || fail "it ended with $?"
[ ! -s err ] || { cat err && fail 'nothing belongs on standard error'; }
[ "$(tail -n 1 said)" = '{"type":"end","questions":24,"right":24}' ] || fail "$(tail -n 1 said)"
grep '"type":"question"' said >asked
jq -r .id questions >want && jq -r .id asked >got && same want got
jq -c '[.kind, .decision, .facts, .stem, .select]' questions >want
jq -c '[.kind, .decision, .facts, .stem, .select]' asked >got && same want got
jq -c '[.options[] | [.text, .outcome]] | sort' questions >want
jq -c '[.options[] | [.text, .outcome]] | sort' asked >got && same want got
jq -c '[.options[].text]' questions >want && jq -c '[.options[].text]' asked >got
if cmp -s want got; then fail 'no options were shuffled'; fi
jq -c 'select(.options | length == 2) | [.options[].text]' questions >want
jq -c 'select(.options | length == 2) | [.options[].text]' asked >got && same want got
[ -s want ] || fail 'no question of two options'
# Members stand where they have a meaning: a statement has no case, only outcomes make options outcomes.
jq -c 'select(.kind == "statement") | keys_unsorted' asked | sort -u >got
echo '["type","id","kind","stem","select","options"]' >want && same want got
grep '"type":"verdict"' said >verdicts
jq -c 'keys_unsorted' verdicts | sort -u >got
echo '["type","correct","answer","rule","because","sibling","beliefs","sound"]' >want && same want got
jq -r .rule questions >want && jq -r .rule verdicts >got && same want got
# Beliefs and the sibling's answer where a decision is asked, and only there.
paste -d ' ' <(jq -c '.kind == (.decision // "")' questions) \
  <(jq -c '(.sound != null and .sibling.label == "AWS today")' verdicts) | sort -u >got
printf 'false false\ntrue true\n' >want && same want got
# The reason is the bank's; what holds elsewhere has a member of its own.
jq -r '.explanation' questions >explained && jq -r .because verdicts >because
paste -d '\n' because explained | awk 'NR % 2 { said = $0; next } index($0, said) != 1 { exit 1 }' ||
  fail 'a reason is not the one of the bank'
if jq -r 'select(.sibling) | .because' verdicts | grep 'AWS today'; then
  fail 'the reason should leave the sibling to its member'
fi
expect_status 0 sqlite3 "$AMIQUIZ_DB" 'select count(*), count(distinct question) from asked where pack = "bank:ami-lecture"'
echo '24|24' >want && same want out

# It goes on where it was: all were right, so the one asked longest ago comes first; wrong ones before.
: >in
expect_status 0 "$AMIQUIZ" drill bank.json <in
expect_text '24 questions, all of them seen. 24 answered, 24 right.' out
# What was answered in the bank counts in the pack's own drill, as stats counts it.
expect_status 0 "$AMIQUIZ" drill <in
expect_text 'Question 1 of 10' out
expect_text '24 answered, 24 right.' out

# ---- Written by hand: GIFT, Aiken, Moodle XML, CSV ----

play() { # LINE... -- ARGUMENT...: the drill of these arguments, by lines
  local lines=()
  while [ "$1" != -- ]; do lines+=("$1") && shift; done
  shift
  printf '%s\n' "${lines[@]}" >in
  [ ${#lines[@]} -gt 0 ] || : >in
  expect_status 0 "$AMIQUIZ" drill --seed 2 --width 80 "$@" <in
}
play A A 'B D' t w B -- "$data/library.gift"
expect_text '0.1.0: The library' out
expect_text 'Question 1 of 4' out
expect_text 'Right. A: Six.' out
expect_text 'Why    Six books, of any kind.' out
expect_text 'Wrong: you chose A. Right is B: False.' out
expect_text 'A      Only the desk can take the fee.' out
expect_text 'Right. B: Paying a fee; D: Getting a new card.' out
expect_text 'Why    The bank gives no reason.' out
expect_text 'No table decides this question.' out
expect_text 'This question has no case whose facts could be otherwise.' out
expect_text 'The bank: 4 questions, all of them seen, 2 to come again.' out
# After all were seen the wrong ones come first, the one asked longest ago before the others.
play -- "$data/library.gift" --questions 1
expect_text 'How many books' out # but none comes again within a round: this one was left open
play s -- "$data/library.gift"
expect_text 'An overdue book can be renewed online.' out
sqlite3 "$AMIQUIZ_DB" 'select distinct pack from asked order by id' >got
printf 'bank:ami-lecture\nami-lecture\nbank:The library\n' >want && same want got

play A 'A B' AA A C -- "$data/library-aiken.txt" --from aiken
expect_text '0.1.0: library-aiken.txt' out
expect_text '"A B" is no answer here. Write the letter of an option' out
expect_text 'C  Both A and B' out # where it stood, or A and B would be other options
play A B -- "$data/library.xml" --from moodle-xml
expect_text 'You have a card.' out
expect_text 'Right. B: False.' out
play C C -- "$data/library.csv"
expect_text 'Round: ' out
"$AMIQUIZ" drill "$data/library.gift" --json --db new.db >out <<<'{"answer":["A"]}'
jq -c 'keys_unsorted' out >got
cat >want <<'EOF'
["type","id","stem","select","options"]
["type","correct","answer","rule","because","sibling","beliefs","sound"]
["type","id","stem","select","options"]
["type","questions","right"]
EOF
same want got
sed -n 2p out | jq -c '[.rule, .because, .sibling, .beliefs, .sound]' >got
echo '[null,"Six books, of any kind.",null,[],null]' >want && same want got

# A pack that the bank names, in a file; a question without a case beside those that have one.
play B w t -- "$ROOT/data/examples/loan-bank.json" --pack "$ROOT/data/examples/loan.json"
expect_text 'Why    There is a fee to pay first' out
expect_text 'The facts of this case' out
expect_text '>>> This row decides the case:' out
expect_status 3 "$AMIQUIZ" drill "$ROOT/data/examples/loan-bank.json" <in
expect_text '--unverified takes the keys as they are' err
play w -- "$ROOT/data/examples/loan-bank.json" --unverified --db other.db
expect_text 'Answer a question first' out

# Disproved keys are refused, each named.
sed 's/"shared":true/"shared":false/' bank.json >wrong.json
if [ "$("$AMIQUIZ" drill wrong.json <in >out 2>err && echo 0 || echo $?)" != 3 ]; then
  fail 'a bank with wrong keys should be refused'
fi
[ ! -s out ] || fail 'nothing may be asked of a refused bank'
expect_text 'error: question "' err
