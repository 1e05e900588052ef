# A bank just made is what its pack says; after a change of the pack exactly the questions that hang on
# it are named.
. "$ROOT/tests/lib/shell.sh"

for pack in ami-lecture ami-current; do
  expect_status 0 "$AMIQUIZ" generate --pack $pack --count 60 --seed 3 -o bank.json
  expect_status 0 "$AMIQUIZ" verify bank.json
  expect_text "60 questions, pack \"$pack\": 60 keys derived again; nothing differs from" out
  expect_status 0 "$AMIQUIZ" convert bank.json bank.ndjson
  expect_status 0 "$AMIQUIZ" convert bank.ndjson again.json
  same bank.json again.json
done

# One row of the lecture's pack gets another reason: its questions have another explanation, and
# whatever else is named has other feedback; no key and no distractor is touched.
expect_status 0 "$AMIQUIZ" generate --kinds path --count 60 --seed 3 -o bank.json
sed '/"id": "launch-only"/,/because/s/"because": "/&Indeed: /' "$ROOT/data/packs/ami-lecture.json" >ami-lecture.json
! cmp -s ami-lecture.json "$ROOT/data/packs/ami-lecture.json" || fail 'the pack was not changed'
expect_status 1 "$AMIQUIZ" verify bank.json --pack ./ami-lecture.json
! grep -qE 'key: |distractor: |not to be' out || fail 'only words have changed'
grep -c '"rule":"launch-only"' bank.json >wanted || :
[ "$(cat wanted)" -ge 2 ] || fail 'too few questions of this row to show anything'
[ "$(grep -c '^  explanation: other words' out)" = "$(cat wanted)" ] ||
  fail 'other explanations than those of the row are named'
expect_text 'The bank was made from another version of it.' out
expect_status 0 "$AMIQUIZ" convert bank.json - --format ndjson --pack ./ami-lecture.json
expect_text 'was made from another version of the pack "ami-lecture"; all its keys agree' err
