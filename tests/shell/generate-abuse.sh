# generate, used as nobody should: what it refuses, and that it ends.
. "$ROOT/tests/lib/shell.sh"

# ---- Rosters ----
# An empty one, names that are no UTF-8, names of spaces.
: >empty.csv
expect_status 3 "$AMIQUIZ" generate --seed 1 --count 2 --students empty.csv -o papers
expect_text 'empty.csv:1:1: error: it names no student' err
expect_text 'write one student a line' err
printf 'Anna\nJ\xf6rg\nJ\xfcrg\n' >latin.csv
expect_status 3 "$AMIQUIZ" generate --seed 1 --count 2 --students latin.csv -o papers
expect_text 'latin.csv:2:2: error: byte 0xf6 is no text in UTF-8' err
printf 'name,student\nAnna,\nBob,b\nCy,   \n' >blank.csv
expect_status 3 "$AMIQUIZ" generate --seed 1 --count 2 --students blank.csv -o papers
expect_text 'blank.csv:2:6: error: this line names no student' err
expect_text 'blank.csv:4:4: error: this line names no student' err
[ ! -e papers ] || fail 'papers of a roster that was refused'

# ---- Where things go ----
expect_status 2 "$AMIQUIZ" generate --seed 1 --count 2 --students 2 -o -
expect_text 'papers cannot go to standard output together' err
[ ! -e ./- ] || fail 'a folder called -'
expect_status 0 "$AMIQUIZ" generate --seed 1 --count 2 --students 2 --form 2 -o -
expect_text '<html' out
expect_status 2 "$AMIQUIZ" generate --seed 1 --count 2 -o bank.json --coverage bank.json
expect_text '-o and --coverage name the same file' err
[ ! -e bank.json ] || fail 'it was written all the same'
expect_status 2 "$AMIQUIZ" generate --seed 1 --count 2 --coverage -
expect_text 'questions and --coverage cannot both go to standard output' err
[ ! -s out ] || fail 'something was printed'

# ---- Papers: what a format loses, and more questions wanted than there are ----
expect_status 1 "$AMIQUIZ" generate --seed 1 --count 4 --students 2 --format aiken --strict -o strict
expect_text 'nothing was written: aiken does not carry all of this bank' err
expect_text 'aiken cannot carry feedback' err
[ ! -e strict ] || fail '--strict wrote papers'
expect_status 0 "$AMIQUIZ" generate --seed 1 --count 4 --students 2 --format aiken --check -o check
expect_text 'aiken cannot carry feedback' err
[ -e check/paper-002.txt ] || fail '--check wrote no papers'
[ -e check/bank.json ] || fail '--check wrote no bank'
expect_status 1 "$AMIQUIZ" generate --seed 1 --kinds share --count 4294967295 --students 1 -o many
expect_text 'has no more than' err
[ -e many/bank.json ] || fail 'no bank of the papers'

# ---- Outcomes with one label: never two options that read alike ----
cat >alike.json <<'JSON'
{"format": "amiquiz-pack", "version": 1, "id": "alike", "title": "T",
 "facts": [{"id": "f", "label": "f", "yes": ["f holds"], "no": ["f fails"]}],
 "decisions": [
  {"id": "one", "ask": "What?", "hit": "first", "outcomes": [{"id": "a", "label": "Same"}, {"id": "b", "label": "Same"}],
   "rules": [{"id": "r1", "when": {"f": true}, "then": "a", "because": "x"}, {"id": "r2", "when": {}, "then": "b", "because": "y"}]},
  {"id": "two", "ask": "What?", "hit": "first", "outcomes": [{"id": "a", "label": "Go"}, {"id": "b", "label": "Stay"}],
   "rules": [{"id": "r3", "when": {"f": true}, "then": "a", "because": "x"}, {"id": "r4", "when": {}, "then": "b", "because": "y"}]}]}
JSON
expect_status 1 "$AMIQUIZ" generate --seed 1 --pack alike.json --count 9 --quiet -o alike-bank.json
jq -e '(.questions | length > 0) and ([.questions[].options | map(.text) | length == (unique | length)] | all)' alike-bank.json >/dev/null ||
  fail 'two options read alike, or nothing was asked'
expect_status 0 "$AMIQUIZ" generate --seed 1 --pack alike.json --cover all --quiet -o alike-bank.json
jq -e '[.questions[].decision] | unique == ["two"]' alike-bank.json >/dev/null || fail 'a question that nobody can answer'

# ---- Twenty facts, all of them under the owner's control: it ends ----
jq -n '[range(20)] as $n | {format: "amiquiz-pack", version: 1, id: "large", title: "T",
  facts: [$n[] | {id: "f\(.)", label: "f\(.)", yes: ["f\(.) holds"], no: ["f\(.) fails"], control: "owner"}],
  impossible: [{when: {f19: true}}],
  decisions: [{id: "way", ask: "What?", hit: "first",
    outcomes: [range(4) | {id: "o\(.)", label: "Outcome \(.)"}],
    rules: ([range(3) | {id: "r\(.)", when: {"f\(.)": true, "f\(. + 1)": false}, then: "o\(.)", because: "x"}] +
      [{id: "last", when: {}, then: "o3", because: "y"}])}],
  kinds: {grant: {goals: [{decision: "way", outcome: "o1", ask: ["Least?"]}]}}}' >large.json
expect_status 0 "$AMIQUIZ" generate --seed 1 --pack large.json --kinds grant --count 5 --quiet -o large-bank.json
expect_status 0 "$AMIQUIZ" verify large-bank.json --pack large.json
