# generate: the same bytes everywhere, files whole or not at all, papers made again, coverage that holds.
. "$ROOT/tests/lib/shell.sh"

# ---- The same bytes ----
"$AMIQUIZ" generate --count 60 --seed 7 -o a.json 2>/dev/null
expect_status 0 env LC_ALL=C.UTF-8 TZ=Asia/Tokyo "$AMIQUIZ" generate --count 60 --seed 7
same a.json out
expect_status 0 env LC_ALL=de_DE.UTF-8 TZ=America/Lima TERM=xterm COLUMNS=40 "$AMIQUIZ" generate --count 60 --seed=7 -o b.json
same a.json b.json
expect_status 0 "$AMIQUIZ" generate --count 60 --seed 8
if cmp -s a.json out; then fail 'another seed, the same bank'; fi

# ---- Keys proved; no id and no stem twice; a bank may be as large as the pack allows ----
expect_status 0 "$AMIQUIZ" verify a.json
expect_status 1 "$AMIQUIZ" generate --count 20000 --seed 7 -o all.ndjson
expect_text 'the pack "ami-lecture" has no more than' err
expect_text 'allow-repeats' err
expect_status 0 "$AMIQUIZ" verify all.ndjson
made=$(($(wc -l <all.ndjson) - 1))
[ "$made" -gt 6000 ] || fail "only $made questions"
for member in id stem; do
  [ "$(jq -r "select(.stem) | .$member | gsub(\"\\n\"; \" \")" all.ndjson | sort -u | wc -l)" -eq "$made" ] ||
    fail "a $member stands twice"
done
jq -e 'select(.stem) | .select == (.answer | length) and .select == ([.options[] | select(.correct)] | length)
  and ([.options[].text] | length == (unique | length)) and (.options | all(.feedback | length > 0))' all.ndjson |
  sort -u | cmp - <(echo true) || fail 'an item that does not hold together'

# Repeats say so in their ids, and no id comes twice.
expect_status 0 "$AMIQUIZ" generate --count 400 --kinds share --seed 2 --allow-repeats --format ndjson
jq -r 'select(.stem) | .id' out >ids
[ "$(sort -u ids | wc -l)" -eq 400 ] || fail 'an id stands twice'
grep -q -- '-2$' ids || fail 'no repeat among 400 questions of one kind'

# ---- Kinds and counts ----
expect_status 0 "$AMIQUIZ" generate --count 9 --kinds path,grant --seed 1
[ "$(jq -r '.questions[].kind' out | sort -u | tr '\n' ' ')" = 'grant path ' ] || fail 'other kinds than wanted'
[ "$(jq '.questions | length' out)" -eq 9 ] || fail 'not nine questions'
expect_status 0 "$AMIQUIZ" generate --seed 1
[ "$(jq '.questions | length' out)" -eq 20 ] || fail 'not twenty questions by default'
expect_status 1 "$AMIQUIZ" generate --seed 1 --pack "$ROOT/data/examples/loan.json" --kinds grant -o none.json
expect_text 'no questions of the kind grant: its "kinds" name no goals to grant for' err
expect_text 'nothing was written' err
[ ! -e none.json ] || fail 'it was written all the same'
expect_status 0 "$AMIQUIZ" generate --seed 1 --count 5 --pack "$ROOT/data/examples/loan.json" -o loan.json
expect_status 0 "$AMIQUIZ" verify loan.json --pack "$ROOT/data/examples/loan.json"

# ---- Coverage: what the file says is so ----
expect_status 0 "$AMIQUIZ" generate --cover all --seed 7 --coverage cover.json --verbose -o bank.json
expect_text 'Covered' err
expect_text 'and fewer cannot' err
jq -e --slurpfile bank bank.json '
  ($bank[0].questions | map({key: .id, value: .}) | from_entries) as $q
  | ([.rules[] | .rule as $r | .questions[] | $q[.].rule == $r] | all)
  and ([.conditions[] | .rule as $r | .fact as $f | [$q[.pair[0]], $q[.pair[1]]]
        | (.[0].facts[$f] != .[1].facts[$f]) and (.[0].rule == $r)
          and ([.[].options[] | select(.correct) | .outcome] | unique | length == 2)] | all)
  and ([.beliefs[] | .belief as $b | .questions[]
        | [$q[.].options[].misconceptions[]] | index($b) != null] | all)
  and .pairs.told_apart == .pairs.of and (.conditions | length) > 30
  and ([.uncovered[] | (.what | length > 0) and (.why | length > 0)] | all)' cover.json >verdict ||
  fail 'the coverage file says what the bank does not'
# Nothing can be covered twice or forgotten: rows with a question and rows without are all rows.
[ "$(jq '[.rules[].rule, (.uncovered[] | .what | select(startswith("rule ")))] | length' cover.json)" -eq \
  "$("$AMIQUIZ" pack show ami-lecture --json | jq '[.decisions[].rules[]] | length')" ] || fail 'a row is missing'
# --count tops the covering set up.
covering=$(jq '.questions | length' bank.json)
expect_status 0 "$AMIQUIZ" generate --cover all --count 60 --seed 7
jq -e --slurpfile bank bank.json --argjson n "$covering" \
  '(.questions | length == 60) and (.questions[:$n] == $bank[0].questions)' out >verdict || fail 'not topped up'

# ---- Papers ----
printf 'student,section\ns1,a\n"Q, Ana",b\ns3,a\n' >class.csv
expect_status 0 "$AMIQUIZ" generate --students class.csv --count 10 --seed 7 --key-sheets -o papers
[ "$(find papers -type f | sort | tr '\n' ' ')" = \
  'papers/bank.json papers/key-001.html papers/key-002.html papers/key-003.html papers/paper-001.html papers/paper-002.html papers/paper-003.html ' ] ||
  fail "other files than wanted: $(ls papers)"
expect_status 0 "$AMIQUIZ" verify papers/bank.json
[ "$(jq -c '[.papers[] | [.form, .student, (.questions | length)]]' papers/bank.json)" = \
  '[["001","s1",10],["002","Q, Ana",10],["003","s3",10]]' ] || fail 'other papers than wanted'
grep -q '002' papers/paper-002.html || fail 'a paper does not say its form'
# One made again is the same; in a format that programs read its options stand as the bank says.
expect_status 0 "$AMIQUIZ" generate --students class.csv --count 10 --seed 7 --form 2 -o again.html
same papers/paper-002.html again.html
expect_status 0 "$AMIQUIZ" generate --students 3 --count 10 --seed 7 --format json -o p
jq -e --slurpfile bank p/bank.json '
  ($bank[0].questions | map({key: .id, value: .}) | from_entries) as $q
  | .questions as $printed
  | $bank[0].papers[2].questions | to_entries
  | all(.value as $said | $printed[.key] as $here | $here.id == $said.id and $here.stem == $q[$said.id].stem
        and ([$here.options[].text] == [$said.options[] as $o | $q[$said.id].options[] | select(.id == $o) | .text]))' \
  p/paper-003.json >verdict || fail 'a paper and the bank disagree'
# The same questions for all, in orders of their own.
expect_status 0 "$AMIQUIZ" generate --students 4 --count 8 --seed 7 --same-questions --format json -o same
[ "$(jq '[.papers[].questions | map(.id) | sort] | unique | length' same/bank.json)" -eq 1 ] || fail 'other questions'
[ "$(jq '[.papers[].questions] | unique | length' same/bank.json)" -gt 1 ] || fail 'the same order for all'
jq -e '.questions | length == 8' same/bank.json >verdict || fail 'more questions than one paper has'
# A student twice.
printf 'anna\nbert\nanna\n' >twice.txt
expect_status 3 "$AMIQUIZ" generate --students twice.txt --seed 1 -o none
expect_text 'twice.txt:3:1: error: student "anna" stands in line 1 already' err
[ ! -e none ] || fail 'a folder was made all the same'

# ---- What goes wrong leaves the old file alone ----
echo old >kept.json
expect_status 4 "$AMIQUIZ" generate --count 5 --seed 1 -o missing/bank.json
expect_status 4 bash -c 'ulimit -f 20; "$AMIQUIZ" generate --count 100 --seed 1 -o kept.json'
[ "$(cat kept.json)" = old ] || fail 'a file that could not be written is not what it was'
[ "$(find . -maxdepth 1 -name '*kept*' | wc -l)" -eq 1 ] || fail 'something is left over'
expect_status 1 "$AMIQUIZ" generate --count 5 --seed 1 --strict --format aiken -o kept.json
expect_text 'nothing was written: aiken does not carry all of this bank' err
[ "$(cat kept.json)" = old ] || fail '--strict wrote'
expect_status 4 bash -c '"$AMIQUIZ" generate --count 50 --seed 1 >/dev/full'
"$AMIQUIZ" generate --count 200 --seed 1 | head -n 1 >first || fail 'a closed pipe is a failure'

# ---- Words ----
expect_status 2 "$AMIQUIZ" generate --kinds paht
expect_text 'did you mean "path"?' err
expect_status 2 "$AMIQUIZ" generate --cover rule
expect_text 'did you mean "rules"?' err
expect_status 2 "$AMIQUIZ" generate --count 0
expect_status 2 "$AMIQUIZ" generate --format giff
expect_text 'did you mean "gift"?' err
expect_status 2 "$AMIQUIZ" generate -o bank.xml
expect_text 'the name "bank.xml" does not tell the format' err
expect_status 2 "$AMIQUIZ" generate --form 2
expect_text 'add --students' err
expect_status 2 "$AMIQUIZ" generate --students 3
expect_text 'papers go into a folder of their own' err
expect_status 2 "$AMIQUIZ" generate --students 3 --cover all -o x
expect_status 2 "$AMIQUIZ" generate --students 3 --form 4 -o x
expect_text 'must be a number from 1 to 3, not "4"' err
expect_status 2 "$AMIQUIZ" generate --tellings 3 --cover rules
expect_text 'add --cover beliefs or --cover all' err
expect_status 0 "$AMIQUIZ" generate --tellings 3 --cover beliefs --kinds launch --seed 1
