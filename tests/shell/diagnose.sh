# diagnose over pipes: the protocol of --json, what is kept, going on, and what the drill makes of it.
. "$ROOT/tests/lib/shell.sh"

play() { # LINE...: diagnose --json with these lines as input; its answers in out
  printf '%s\n' "$@" >in
  expect_status 0 "$AMIQUIZ" diagnose --json --seed 3 --db "$db" "${more[@]}" <in
  [ ! -s err ] || { cat err && fail "nothing belongs on standard error"; }
  jq -e . out >/dev/null || fail "not every line is JSON"
}
types() { jq -r .type out | tr '\n' ' '; }
expect_types() { [ "$(types)" = "$1 " ] || depth=2 fail "wanted $1, got $(types)"; }
field() { sed -n "${2}p" out | jq -c "$1"; } # EXPRESSION LINE
expect_field() { # EXPRESSION LINE WANTED
  [ "$(field "$1" "$2")" = "$3" ] || depth=2 fail "line $2: $1 is $(field "$1" "$2"), wanted $3"
}
answers() { local a; for a in "$@"; do echo "{\"answer\":\"$a\"}"; done; }
fresh() { db=$PWD/$1.db more=(); }
mapfile -t locked < <(answers B C A D D) # somebody who believes in snapshot-lock, under seed 3

# Named after five; the end ends it, however much input there is.
fresh one
play "${locked[@]}" '{"answer":"A"}' 'rubbish'
expect_types 'question verdict question verdict question verdict question verdict question verdict end'
expect_field 'keys_unsorted' 1 '["type","id","kind","decision","facts","stem","select","options"]'
expect_field 'keys_unsorted' 2 '["type","correct","answer","rule","because","sibling","beliefs","sound"]'
expect_field 'keys_unsorted' 11 '["type","questions","right","belief","probability","sure","alike"]'
expect_field '[.questions, .right, .belief, .sure, .alike]' 11 '[5,4,["snapshot-lock"],true,[]]'
expect_field '.probability | . >= 0.95 and . < 1' 11 true
for i in 2 4 6 8 10; do
  expect_field '([.beliefs[].probability] | add) + .sound | . > 0.999999 and . < 1.000001' $i true
  expect_field '[.beliefs[].probability] | . == (sort | reverse)' $i true
  expect_field '.beliefs | length' $i 17 # 15 misconceptions, other-edition, guessing
done
expect_field '.beliefs[0].belief' 10 '"snapshot-lock"'
[ "$(field '.beliefs[0].probability' 10)" = "$(field .probability 11)" ] || fail "two probabilities of one thing"

# What is kept: one sitting, finished, five questions, five answers.
sqlite3 "$db" "select what from sittings" >got
sqlite3 "$db" "select count(*), count(distinct sitting) from asked" >>got
sqlite3 "$db" "select group_concat(what, ' ') from events" >>got
printf '%s\n' diagnose '5|1' 'answer answer answer answer answer' >wanted
same wanted got

# The same seed asks the same; a finished one does not go on.
cp out before
fresh two
play "${locked[@]}"
same before out
play '{"command":"quit"}'
expect_types 'question end'
expect_field '[.questions, .belief, .sure]' 2 '[0,[],false]'

# One that was left goes on: the open question first, then as if nothing had happened.
fresh three
play "${locked[@]:0:2}"
expect_types 'question verdict question verdict question end'
expect_field '[.questions, .sure]' 6 '[2,false]'
id=$(field .id 5)
play "${locked[@]:2}"
expect_field .id 1 "$id"
expect_field '.' 7 "$(jq -c . before | tail -n 1)"
[ "$(sqlite3 "$db" 'select count(*) from sittings')" = 1 ] || fail "it went on in another sitting"

# Not under other settings, for another decision, with another seed, or after a day.
fresh four
play "${locked[@]:0:2}"
more=(--slip 0.1)
play '{"command":"quit"}'
expect_field .questions 2 0
more=(--decision launch)
play '{"command":"quit"}'
expect_field .questions 2 0
expect_field .decision 1 '"launch"'
more=(--seed 4)
play '{"command":"quit"}'
expect_field .questions 2 0
fresh five
play "${locked[@]:0:2}"
sqlite3 "$db" 'update sittings set at = at - 90000'
play '{"command":"quit"}'
expect_field .questions 2 0

# Undo, skip, mark, and what is no answer.
fresh six
play '{"command":"undo"}' '{"answer":"A"}' '{"command":"undo"}' "${locked[0]}" '{"command":"mark"}' \
  '{"answer":"E"}' '{"answer":["A","B"]}' 'A' '{"command":"skip"}' '{"command":"quit"}'
expect_types 'question error verdict question question verdict question question error error error question end'
expect_field .id 5 "$(field .id 1)"
expect_field '.beliefs' 6 "$(jq -c 'select(.type == "verdict").beliefs' before | head -n 1)"
expect_field '[.questions, .right]' 13 '[1,1]'

# Pairs: both names at the end, joined by + before.
fresh seven
more=(--pairs --decision launch --seed 5)
mapfile -t pair < <(answers A A B A A B A)
play "${pair[@]}"
expect_field '[.questions, .belief, .sure]' 15 '[7,["snapshots-launch","code-stops-launch"],true]'
expect_field '.beliefs[0].belief' 14 '"snapshots-launch+code-stops-launch"'

# It gives up when it was told to, and says what leads.
fresh eight
more=(--questions 2)
play "${locked[@]}"
expect_types 'question verdict question verdict end'
expect_field '[.questions, .sure]' 5 '[2,false]'
expect_field '.probability < 0.95' 5 true

# The drill knows what was answered, begins a round of its own, and leaves the diagnosis alone.
fresh nine
play "${locked[@]:0:4}"
expect_status 0 "$AMIQUIZ" drill --seed 3 --db "$db" --width 80 </dev/null
expect_text 'Question 1 of 10' out
expect_text 'Rounds of 10' out
expect_status 0 "$AMIQUIZ" drill --json --seed 3 --db "$db" <<<'{"answer":"A"}'
jq -c 'select(.type == "verdict" and .sound != null) | .sound' out >got
play "${locked[4]}"
expect_types 'question verdict end'
expect_field '.belief' 3 '["snapshot-lock"]'

# A reader who is gone is no failure, and nothing is recorded behind his back.
fresh ten
yes '{"answer":"A"}' 2>/dev/null | { "$AMIQUIZ" diagnose --json --seed 3 --db "$db" || touch broken; } | head -n 1 >/dev/null || :
[ ! -e broken ] || fail "a closed pipe is no failure"
