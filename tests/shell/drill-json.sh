# The protocol of drill --json, line by line, as interface.md promises it.
. "$ROOT/tests/lib/shell.sh"

play() { # STATUS LINE...: the drill with these lines as input; its answers in out
  local want=$1
  shift
  printf '%s\n' "$@" >in
  expect_status "$want" "$AMIQUIZ" drill --json --seed 7 --db "$db" <in
  [ ! -s err ] || { cat err && fail "nothing belongs on standard error"; }
  jq -e . out >/dev/null || fail "not every line is JSON"
}
types() { jq -r .type out | tr '\n' ' '; }
expect_types() {
  [ "$(types)" = "$1 " ] || { head -c 3000 out && depth=2 fail "wanted $1, got $(types)"; }
}
field() { jq -c "$1" out | sed -n "${2}p"; } # EXPRESSION LINE
expect_field() { # EXPRESSION LINE WANTED
  [ "$(field "$1" "$2")" = "$3" ] || depth=2 fail "line $2: $1 is $(field "$1" "$2"), wanted $3"
}
fresh() { db=$PWD/$1.db; }

# A question, a right answer, a wrong one, quit.
fresh one
play 0 '{"answer":"A"}' '{"answer":"A"}' '{"command":"quit"}'
expect_types 'question verdict question verdict question end'
expect_field 'keys_unsorted' 1 '["type","id","kind","decision","facts","stem","select","options"]'
expect_field '.kind, .decision, .select' 1 '"path"'
expect_field '.facts | keys | length' 1 11
expect_field '[.facts[] | type] | unique' 1 '["boolean"]'
expect_field '[.options[].id]' 1 '["A","B","C","D"]'
expect_field '[.options[] | keys_unsorted] | unique' 1 '[["id","text","outcome"]]'
expect_field '[.options[].outcome] | unique | length' 1 4
expect_field 'keys_unsorted' 2 '["type","correct","answer","rule","because","sibling","beliefs","sound"]'
expect_field '.correct' 2 true
expect_field '.answer' 2 '["A"]'
expect_field '.rule' 2 '"launch-only"'
expect_field '.sibling' 2 '{"label":"AWS today","outcome":"launch-create"}'
expect_field '[.beliefs[].probability] | . == (sort | reverse)' 2 true
expect_field '([.beliefs[].probability] | add) + .sound | . > 0.999999 and . < 1.000001' 2 true
expect_field '[.beliefs[] | keys_unsorted] | unique' 2 '[["belief","probability"]]'
expect_field '.correct' 4 false
expect_field '.' 6 '{"type":"end","questions":2,"right":1}'

# The open question comes first at the next start; input that ends is an end, too.
id=$(field .id 5)
: >in
expect_status 0 "$AMIQUIZ" drill --json --seed 8 --db "$db" <in
expect_types 'question end'
expect_field .id 1 "$id"
expect_field '.' 2 '{"type":"end","questions":0,"right":0}'

# Undo, skip, mark: each is followed by the question that is open then.
fresh two
play 0 '{"command":"undo"}' '{"answer":"B"}' '{"command":"undo"}' '{"answer":"A"}' \
  '{"command":"mark"}' '{"command":"skip"}' '{"command":"undo"}' '{"command":"undo"}' '{"answer":["A"]}'
expect_types 'question error verdict question question verdict question question question question question verdict question end'
first=$(field .id 1)
expect_field .id 5 "$first"   # taken back
second=$(field .id 7)
expect_field .id 8 "$second"  # marked
expect_field .id 10 "$second" # the skip taken back
expect_field .id 11 "$first"  # the answer before it, too
expect_field .id 13 "$second"
expect_field '.' 14 '{"type":"end","questions":1,"right":1}'
sqlite3 "$db" 'select group_concat(what, " ") from events' >got
echo 'answer undo answer mark skip undo undo answer' >wanted
same wanted got

# Whatever else stands in a line is an error, and the question stays open.
fresh three
good='{"answer":"A"}'
printf '%s\n' '' '   ' 'A' '{"answer":"E"}' '{"answer":"AB"}' '{"answer":[]}' '{"answer":["A","B"]}' \
  '{"answer":7}' '{"answer":null}' '{"answer":["A",7]}' '{"command":"dance"}' '{"command":null}' '{}' '[]' '"A"' \
  '{"answer":"A","command":"quit"}' '{"answer":"A"' '{"answer":"A"} x' '{"answer":"A","answer":"B"}' \
  '{"answer":"\u0000"}' >in
printf '{"answer":"A"}\0\n\0\n\0{"answer":"A"}\n\377\n' >>in
head -c 2000000 /dev/zero | tr '\0' '[' >>in
printf '\n' >>in
head -c 2000000 /dev/zero | tr '\0' 'x' >>in
printf '\r\n%s\r\n{"command":"quit"}' "$good" >>in # CRLF; no line feed at the very end
expect_status 0 "$AMIQUIZ" drill --json --seed 7 --db "$db" <in
jq -r .type out | uniq -c | awk '{ print $2, $1 }' | tr '\n' ' ' >got
echo 'question 1 error 24 verdict 1 question 1 end 1 ' | tr -d '\n' >wanted
same wanted got
jq -r 'select(.type == "error") | .message' out | grep -q '^$' && fail "an error without a message"
[ "$(awk '{ if (length($0) > 2000) print }' out | grep -c error)" = 0 ] || fail "an error of endless length"

# An option named twice is no two options, and one is wanted here.
fresh twice
play 0 '{"answer":["A","A"]}' '{"answer":["A","B"]}' '{"command":"quit"}'
expect_types 'question error error end'
expect_field .message 2 '"the answer names an option twice"'
expect_field .message 3 '"the answer must name as many options as \"select\" says"'

# Verdicts on sentences have the same members; no belief speaks there.
fresh sentences
for ((i = 0; i < 60; i++)); do echo '{"answer":"A"}'; done >in
expect_status 0 "$AMIQUIZ" drill --json --seed 7 --db "$db" <in
jq -c 'select(.type == "verdict") | keys_unsorted' out | sort -u >got
echo '["type","correct","answer","rule","because","sibling","beliefs","sound"]' >wanted
same wanted got
grep -q '"kind":"statement"' out || fail "no question about a sentence was met"
jq -c 'select(.type == "verdict" and .sound == null) | [.beliefs, .sibling]' out | sort -u >got
echo '[[],null]' >wanted
same wanted got
# The most probable first; among equals other-edition stands before guessing.
jq -c 'select(.type == "verdict" and .sound != null) | .beliefs | [map(.probability), map(.belief)] |
  select(.[0] != (.[0] | sort | reverse) or ([.[1][] | select(. == "other-edition" or . == "guessing")] |
  length) != 2)' out >got
[ ! -s got ] || fail "beliefs out of order: $(head -n 1 got)"

# The last answer of a round can be taken back; --questions ends by itself.
fresh four
printf '{"answer":"%s"}\n' A A A A A A A A A A >in
printf '{"command":"undo"}\n{"answer":"B"}\n' >>in
expect_status 0 "$AMIQUIZ" drill --json --seed 7 --db "$db" <in
tenth=$(jq -c 'select(.type == "question").id' out | sed -n 10p)
expect_field .id 22 "$tenth"
expect_field .questions 25 10

fresh five
play 0 '{"answer":"A"}' '{"answer":"A"}' '{"answer":"A"}' >/dev/null
cp in lines
expect_status 0 "$AMIQUIZ" drill --json --seed 7 --questions 2 --db six.db <lines
expect_types 'question verdict question verdict end'

# The same seed, the same questions.
cp out before
expect_status 0 "$AMIQUIZ" drill --json --seed 7 --questions 2 --db seven.db <lines
same before out

# Who reads may go: no failure, and what was acknowledged is kept.
(printf '%s\n' '{"answer":"A"}' '{"answer":"A"}' '{"answer":"A"}' | "$AMIQUIZ" drill --json --seed 7 --db eight.db; echo "$?" >status) | head -n 2 >/dev/null
[ "$(cat status)" = 0 ] || fail "a closed pipe is no failure, but the status was $(cat status)"

# Once the reader is gone, or the disk is full, nothing more is recorded, however much was said.
yes '{"answer":"A"}' | head -n 3000 >many || :
{
  while [ ! -e gone ]; do sleep 0.02; done
  cat many
} | { "$AMIQUIZ" drill --json --seed 7 --db nine.db || touch broken; } | {
  head -n 1 >first
  exec <&-
  touch gone
}
[ ! -e broken ] || fail "a closed pipe is no failure"
[ "$(jq -r .type first)" = question ] || fail "the first line is no question"
recorded=$(sqlite3 nine.db 'select count(*) from events')
[ "$recorded" -le 1 ] || fail "$recorded answers were recorded that nobody could know of"
if [ -c /dev/full ]; then
  status=0
  "$AMIQUIZ" drill --json --seed 7 --db ten.db <many >/dev/full 2>err || status=$?
  [ "$status" = 4 ] || fail "a full disk is a failure, but the status was $status"
  expect_text 'standard output could not be written: No space left on device' err
  recorded=$(sqlite3 ten.db 'select count(*) from events')
  [ "$recorded" = 0 ] || fail "$recorded answers were recorded after a line was lost"
fi

# A line without end is read to its end and refused, but not kept: the next one counts.
for command in drill diagnose 'exam --questions 1'; do
  { head -c 40000000 /dev/zero | tr '\0' x && printf '\n{"command":"quit"}\n'; } >long
  # shellcheck disable=SC2086
  expect_status 0 "$AMIQUIZ" $command --json --db long.db <long
  [ "$(jq -r .type out | tr '\n' ' ')" = 'question error end ' ] || fail "$command: $(cut -c1-200 out)"
  expect_text '"this line is no JSON: the text is larger than 16 MiB"' out
done
rm long
