# pack list and pack show of the packs that are built in.
. "$ROOT/tests/lib/shell.sh"

expect_status 0 "$AMIQUIZ" pack list
expect_text 'ami-lecture' out
expect_text '11 facts, 142 possible cases, 5 decisions' out

# --json prints the pack itself, whole.
for p in ami-lecture ami-current; do
  expect_status 0 "$AMIQUIZ" pack show $p --json
  same "$ROOT/data/packs/$p.json" out
  expect_status 0 "$AMIQUIZ" pack show --pack "$ROOT/data/packs/$p.json" --json
  same "$ROOT/data/packs/$p.json" out
done

# Whatever the width, no line of words is wider, no control byte goes out, every row is there.
# (Addresses are never cut, so that they can be opened.)
for width in 10 20 40 60 80 100; do
  expect_status 0 "$AMIQUIZ" pack show ami-lecture --width $width
  if grep -v 'https://' out | awk -v w=$width 'length($0) > w { print; bad = 1 } END { exit !bad }'; then
    fail "wider than $width columns"
  fi
  if LC_ALL=C grep -q "$(printf '[\001-\010\013-\037]')" out; then fail 'a control byte'; fi
  if grep -q ' $' out; then fail 'a line that ends with a space'; fi
done
expect_status 0 "$AMIQUIZ" pack show ami-lecture
for row in $(grep -o '"id": "[a-z-]*", "when"' "$ROOT/data/packs/ami-lecture.json" | cut -d'"' -f4); do
  expect_text "      $row: " out
done

# What a pack says cannot reach the terminal raw.
sed 's/Renewing a library book/\\u001b[31m \\u202e \\u009b x/' "$ROOT/data/examples/loan.json" >loan.json
expect_status 0 "$AMIQUIZ" pack show loan.json --color never
expect_text '\u{1b}[31m \u{202e} \u{9b} x' out

expect_status 3 sh -c 'head -c 100 /dev/urandom | "$AMIQUIZ" pack show -'
expect_status 4 "$AMIQUIZ" pack show /nonexistent/pack.json
expect_status 4 "$AMIQUIZ" pack show .
expect_status 4 sh -c '"$AMIQUIZ" pack show >/dev/full'
"$AMIQUIZ" pack show 2>err | head -n 1 >out || :
[ ! -s err ] || fail 'a closed pipe says nothing'
