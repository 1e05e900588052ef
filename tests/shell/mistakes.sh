# What was answered wrong comes out as a bank: proved, in any format, once, and not what was mended since.
. "$ROOT/tests/lib/shell.sh"

export AMIQUIZ_DB=$PWD/p.db
ask() { "$AMIQUIZ" drill --quiet "$@" >said; }
questions() { grep -c '"stem"' "$1"; }

expect_status 1 "$AMIQUIZ" mistakes
expect_text 'amiquiz mistakes: error: there is no progress at' err

printf 'A\n%.0s' {1..20} | ask --seed 5 --questions 20
wrong=$(sqlite3 p.db "SELECT count(DISTINCT question) FROM asked JOIN events ON asked.id = asked WHERE NOT correct")
[ "$wrong" -gt 5 ] || fail "the same letter twenty times should be wrong now and then"
expect_status 0 "$AMIQUIZ" mistakes -o mine.json
count=$(questions mine.json)
[ "$count" -gt 5 ] && [ "$count" -le "$wrong" ] || fail "$count questions of $wrong wrong ones"
expect_text "Wrote $count questions to mine.json (json)." err
expect_status 0 "$AMIQUIZ" verify mine.json
expect_status 0 "$AMIQUIZ" mistakes -o mine.csv --json
[ "$(cat out)" = "{\"file\":\"mine.csv\",\"format\":\"csv\",\"questions\":$count}" ] || fail "$(cat out)"
expect_status 0 "$AMIQUIZ" mistakes -o mine.txt --format anki
expect_text '#separator:' mine.txt
expect_status 0 "$AMIQUIZ" mistakes
expect_text '# My mistakes' out

# What was chosen is said with each, in the letters of the bank; of a sentence, what the choice means.
cp out mine.md
expect_text 'You chose ' mine.txt
chosen_of() { # ID: what the database says of the latest answer
  sqlite3 p.db "SELECT chosen FROM events JOIN asked ON asked.id = asked WHERE question = '$1' AND what = 'answer' ORDER BY events.id DESC LIMIT 1"
}
told=0
while read -r id; do
  [[ $id != statement-* ]] || continue
  letter=$(jq -r --arg id "$id" --arg o "$(chosen_of "$id")" \
    '.questions[] | select(.id == $id) | .options[] | select(.outcome == $o).id' mine.json)
  [ "$(grep -A2 -F "($id)" mine.md | tail -n 1)" = "You chose $letter." ] ||
    fail "$id: $(grep -A2 -F "($id)" mine.md), wanted $letter"
  told=$((told + 1))
done < <(jq -r '.questions[].id' mine.json)
[ "$told" -gt 3 ] || fail "only $told were looked at"
# In a table it is the last column, of the same words, and the bank is read again without a word.
sed -n '1s/.*,//p' mine.csv >column
[ "$(cat column)" = chosen ] || fail "the last column of the table is $(cat column)"
grep -oE '(You chose [A-Z, ]*\.|You took this to be .*)$' mine.md | sort >want
grep -oE '(You chose [A-Z, ]*\.|You took this to be .*)"?$' mine.csv | sed 's/"$//; s/""/"/g' | sort >got
same got want
expect_status 0 "$AMIQUIZ" convert mine.csv read.json --unverified
[ ! -s err ] || fail "said: $(cat err)"
"$AMIQUIZ" drill --quiet --db said.db --kind statement --seed 5 --questions 12 >said < <(printf 'A\n%.0s' {1..12})
expect_status 0 "$AMIQUIZ" mistakes --db said.db
grep -q '^You took this to be true: "' out || fail 'no false sentence was believed'
grep -q '^You took this to be false: "' out || fail 'no true sentence was doubted'
grep -q '^You chose' out && fail 'the question about a sentence is another one: letters mean nothing'

# The very story that was told comes again.
story=$(sqlite3 p.db "SELECT question FROM asked JOIN events ON asked.id = asked
  WHERE NOT correct AND decision IS NOT NULL AND telling IS NOT NULL LIMIT 1")
expect_text "\"id\":\"$story\"" mine.json

# Drilled as a bank; what is right there is no mistake of the bank's any more.
expect_status 1 "$AMIQUIZ" mistakes mine.json
expect_text "amiquiz mistakes: error: the latest answer to every question was right" err
ask mine.json --json --seed 2 --questions 3 <<<'{"answer":"A"}
{"answer":"A"}
{"answer":"A"}'
right=$(grep -c '"correct":true' said || :)
[ "$right" = 3 ] || "$AMIQUIZ" mistakes mine.json -o again.json 2>err || fail "$(cat err)"
[ "$right" = 3 ] || [ "$(questions again.json)" = $((3 - right)) ] || fail "$(cat said)"

# Marked ones; a pack that knows the questions no longer; words that are wrong.
expect_status 1 "$AMIQUIZ" mistakes --marked
expect_text 'amiquiz mistakes: error: no question is marked: nothing was written' err
ask --json --seed 8 --questions 1 <<<'{"command":"mark"}
{"answer":"B"}'
expect_status 0 "$AMIQUIZ" mistakes --marked
expect_text '# My marked questions' out
sed 's/"path"/"way"/g' "$ROOT/data/packs/ami-lecture.json" >other.json
expect_status 0 "$AMIQUIZ" mistakes --pack other.json -o less.json
[ "$(questions less.json)" -lt "$count" ] || fail "the pack has another decision now"
expect_text 'left out: the pack no longer asks them' err
expect_status 0 "$AMIQUIZ" drill --db one.db --questions 1 --seed 3 <<<'A'
[ "$(sqlite3 one.db 'SELECT correct FROM events')" = 0 ] || fail "a wrong answer is wanted"
sed "s/\"$(sqlite3 one.db 'SELECT decision FROM asked LIMIT 1')\"/\"way\"/g" \
  "$ROOT/data/packs/ami-lecture.json" >other.json
"$AMIQUIZ" mistakes --db one.db --pack other.json -o less.json 2>err || :
expect_text '1 question was left out: the pack no longer asks it' err
expect_status 2 "$AMIQUIZ" mistakes --format ankki
expect_text 'did you mean "anki"?' err
expect_status 4 "$AMIQUIZ" mistakes -o /nowhere/x.json

# An exam says nothing before it is over; then its mistakes are there, whole, stories and all.
export AMIQUIZ_DB=$PWD/exam.db
printf 'A\n%.0s' {1..4} >answers
{ cat answers && echo q; } | "$AMIQUIZ" exam --seed 6 --questions 6 >said
expect_status 1 "$AMIQUIZ" mistakes
{ printf 'n\n%.0s' {1..4} && cat answers && printf 'x\ny\n'; } | "$AMIQUIZ" exam >said
wrong=$(sqlite3 exam.db "SELECT count(DISTINCT asked) FROM events e WHERE what = 'answer' AND NOT correct
  AND id = (SELECT max(id) FROM events WHERE asked = e.asked AND what = 'answer')")
[ "$wrong" -gt 0 ] || fail "the same letter should be wrong now and then"
expect_status 0 "$AMIQUIZ" mistakes -o exam.json
[ "$(questions exam.json)" = "$wrong" ] || fail "$(questions exam.json) questions of $wrong: $(cat said)"
expect_status 0 "$AMIQUIZ" verify exam.json
