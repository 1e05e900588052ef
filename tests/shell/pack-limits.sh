# Files that are no packs because of their size or kind, made here because they are too large to keep.
. "$ROOT/tests/lib/shell.sh"

# pack_with N: a pack with so many rules in its one decision.
pack_with() {
  printf '{"format":"amiquiz-pack","version":1,"id":"many","title":"Many",\n'
  printf '"facts":[{"id":"f","label":"F","yes":["y"],"no":["n"]}],\n'
  printf '"decisions":[{"id":"d","ask":"?","hit":"first","outcomes":[{"id":"o","label":"O"}],\n"rules":[\n'
  seq -f '{"id":"r%.0f","when":{},"then":"o","because":"b"},' 1 $(($1 - 1))
  printf '{"id":"last","when":{},"then":"o","because":"b"}]}]}\n'
}

pack_with 10000 >most.json
expect_status 0 "$AMIQUIZ" pack show most.json

pack_with 10001 >more.json
expect_status 3 "$AMIQUIZ" pack show more.json
expect_text 'more.json:4:1: error: "rules" holds 10001 entries, at most 10000 are allowed' err

# A directory and a file that is not there: the disk, not the pack, is at fault.
mkdir folder.json
expect_status 4 "$AMIQUIZ" pack show ./folder.json
expect_text 'Is a directory' err
expect_status 4 "$AMIQUIZ" pack show ./nowhere.json
expect_text 'No such file' err

# One byte more than 16 MiB, and exactly so many.
head -c 16777217 /dev/zero | tr '\0' ' ' >large.json
expect_status 3 "$AMIQUIZ" pack show large.json
expect_text 'too large' err
head -c 16777216 /dev/zero | tr '\0' '[' >brackets.json
expect_status 3 "$AMIQUIZ" pack show brackets.json
expect_text 'brackets.json:1:33: error: values are nested more than 32 levels deep' err

# A hundred messages and no more, however many there would be.
{
  printf '{"format":"amiquiz-pack"'
  seq -f ',"m%.0f":1' 1 200000
  printf '}'
} >members.json
expect_status 3 "$AMIQUIZ" pack show members.json
expect_text 'further messages are not shown' err
[ "$(grep -c ': error: ' err)" -eq 100 ] || fail "$(grep -c ': error: ' err) messages, not 100"

# Facts that hang together in a long chain: what still matters is found without trying every change.
{
  printf '{"format":"amiquiz-pack","version":1,"id":"chain","title":"Chain","facts":['
  for i in $(seq 1 20); do printf '%s{"id":"f%d","label":"F","yes":["y"],"no":["n"]}' "${comma-}" "$i" && comma=,; done
  printf '],"impossible":['
  comma=
  for i in $(seq 1 9); do
    printf '%s{"when":{"f%d":true,"f%d":false}},{"when":{"f%d":false,"f%d":true}}' "$comma" "$i" $((i + 1)) "$i" $((i + 1))
    comma=,
  done
  printf '],"decisions":[{"id":"d","ask":"?","hit":"first","outcomes":[{"id":"a","label":"A"},{"id":"b","label":"B"}],'
  printf '"rules":[{"id":"both","when":{"f1":true,"f20":true},"then":"a","because":"b"},'
  printf '{"id":"rest","when":{},"then":"b","because":"b"}]}]}'
} >chain.json
expect_status 1 timeout 60 "$AMIQUIZ" decide --pack chain.json --json
expect_text '"needs":["f1","f2","f3","f4","f5","f6","f7","f8","f9","f10","f20"]' out
