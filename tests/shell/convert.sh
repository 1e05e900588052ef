# Banks on disk: whole or not at all, in place, through pipes, and a large one back and forth.
. "$ROOT/tests/lib/shell.sh"

loan=$ROOT/data/examples/loan.json
cp "$ROOT/data/examples/loan-bank.json" bank.json

# Back and forth: the same bank, whichever way it went.
expect_status 0 "$AMIQUIZ" convert bank.json one.json --pack "$loan"
expect_status 0 "$AMIQUIZ" convert one.json two.ndjson --pack "$loan"
expect_status 0 "$AMIQUIZ" convert two.ndjson three.json --pack "$loan"
same one.json three.json
expect_status 0 "$AMIQUIZ" convert one.json one.json --pack "$loan"
same one.json three.json
"$AMIQUIZ" convert - - --format ndjson --pack "$loan" <one.json >piped.ndjson
same piped.ndjson two.ndjson
[ ! -s out ] && [ ! -s err ] || fail 'a conversion that works says nothing'

# What cannot be written leaves all as it was, and nothing beside it.
mkdir d && cp one.json d/keep.json
for target in d missing/x.json one.json/x.json /dev/full; do
  expect_status 4 "$AMIQUIZ" convert one.json "$target" --format json --pack "$loan"
  expect_text "\"$target\" cannot be written: " err
done
expect_status 4 bash -c "ulimit -f 1; exec \"\$0\" convert \"\$1\" d/keep.json --pack \"\$2\"" \
  "$AMIQUIZ" three.json "$loan"
expect_text '"d/keep.json" cannot be written: File too large' err
same one.json d/keep.json
[ "$(ls -A d)" = keep.json ] || fail "left behind: $(ls -A d)"
expect_status 4 bash -c "exec \"\$0\" convert one.json - --format json --pack \"\$1\" >/dev/full" \
  "$AMIQUIZ" "$loan"
expect_text 'standard output could not be written: No space left on device' err

# A refused bank writes nothing either.
sed 's/"overdue":true/"overdue":false/' one.json >wrong.json
expect_status 3 "$AMIQUIZ" convert wrong.json d/keep.json --pack "$loan"
expect_status 3 "$AMIQUIZ" convert wrong.json d/new.json --pack "$loan"
same one.json d/keep.json
[ "$(ls -A d)" = keep.json ] || fail "left behind: $(ls -A d)"

# Every refused question is named, however many there are.
{
  head -n 1 two.ndjson
  for i in $(seq 300); do sed -n "2s/fee-first/fee-$i/; 2s/\"overdue\":true/\"overdue\":false/p" two.ndjson; done
} >many.ndjson
expect_status 3 "$AMIQUIZ" convert many.ndjson - --format json --pack "$loan"
[ "$(grep -c 'wrong-key' err)" -eq 300 ] || fail 'not every question was named'
expect_text 'many.ndjson:301:7: error: question "fee-300": ' err
expect_text '"many.ndjson" is refused: 300 of its 300 keys are not what the pack answers' err

# A pipe that is closed early is no failure.
"$AMIQUIZ" convert one.json - --format json --pack "$loan" 2>err | head -c 1 >/dev/null
[ ! -s err ] || fail 'a closed pipe is no failure'

# More than the 16 MiB that one JSON text may have elsewhere: 8,000 questions of 2.5 KB.
awk 'BEGIN {
  print "{\"format\":\"amiquiz-bank\",\"version\":1}"
  text = sprintf("%2400s", ""); gsub(/ /, "x", text)
  for (i = 0; i < 8000; i++)
    printf "{\"id\":\"q%d\",\"stem\":\"%s\",\"options\":[\"a\",\"b\"],\"answer\":\"B\"}\n", i, text
}' >large.ndjson
expect_status 0 "$AMIQUIZ" convert large.ndjson large.json
[ "$(wc -c <large.json)" -gt 16777216 ] || fail 'not large enough to show anything'
expect_status 0 "$AMIQUIZ" convert large.json again.json
same large.json again.json

# Nothing of a hostile bank or name reaches the terminal as it is.
printf '{"format":"amiquiz-bank","version":1,"\033[31mx":1,"questions":[]}' >$'\033[32m.json'
expect_status 3 "$AMIQUIZ" convert $'\033[32m.json' - --format json
if LC_ALL=C grep -q $'\033' err; then fail 'an escape sequence came through'; fi
