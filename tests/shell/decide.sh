# The promise of `decide`, word for word where the interface shows it.
. "$ROOT/tests/lib/shell.sh"

expect_status 0 "$AMIQUIZ" decide shared=yes encrypted=no product_code=yes --json
expect_text '{"pack":"ami-lecture","decision":"path","facts":{"owned":false,"shared":true,' out
expect_text '"outcome":"launch-create","rule":"billing-code","rules":["billing-code"],"owner":"you","steps":["ec2:RunInstances","ec2:CreateImage"],"because":"' out
expect_text '"source":["R23","R24"],"certainty":"documented","also":[],"sibling":{"pack":"ami-current","label":"AWS today",' out

# snapshot_access plays no part: all its values give the same answer.
for s in yes no unknown; do
  expect_status 0 "$AMIQUIZ" decide shared=yes encrypted=no product_code=yes snapshot_access=$s --json
  expect_text '"outcome":"launch-create"' out
done

# Unsettled is an outcome like others.
expect_status 0 "$AMIQUIZ" decide shared=yes encrypted=yes key_access=yes product_code=yes --json
expect_text '"outcome":"unsettled"' out
expect_text '"sibling":{"pack":"ami-current","label":"AWS today","outcome":' out

# Impossible, with the combination and its reason, and no outcome.
expect_status 3 "$AMIQUIZ" decide owned=yes shared=yes --json
expect_text '"impossible":[{"when":{"owned":true,"shared":true},"because":' out
expect_text 'cannot hold together: owned=yes shared=yes' err
if grep -q '"outcome"' out; then fail 'an impossible case has no outcome'; fi

# A sibling of a file is the one beside it, even where a built-in has its name.
cp "$ROOT/data/packs/ami-lecture.json" mine.json
sed 's/"id": "own",/"id": "own-copy",/' "$ROOT/data/packs/ami-current.json" \
  >ami-current.json
expect_status 0 "$AMIQUIZ" decide --pack mine.json owned=yes --json
expect_text '"rule":"own-copy"' out
rm ami-current.json
expect_status 0 "$AMIQUIZ" decide --pack mine.json owned=yes --json
expect_text '"sibling":{"pack":"ami-current","label":"AWS today","outcome":"copy-image","rule":"own"' out
# A faulty one is left out, and that is said.
echo '{' >ami-current.json
expect_status 0 "$AMIQUIZ" decide --pack mine.json owned=yes --json
expect_text '"sibling":null' out
expect_text 'warning: the sibling pack "ami-current.json" is faulty and is left out' err
expect_status 0 "$AMIQUIZ" decide --pack mine.json owned=yes --json --quiet
[ ! -s err ] || fail '--quiet says nothing'

# The pack may come from standard input.
"$AMIQUIZ" decide --pack - owned=yes --json <mine.json >out
expect_text '"outcome":"copy-image"' out

# Closed streams: no crash, and what cannot be written is a failure.
got=0
"$AMIQUIZ" decide owned=yes >&- 2>err || got=$?
[ $got -eq 4 ] || fail "a closed standard output gives status 4, got $got"
expect_text 'standard output could not be written' err
"$AMIQUIZ" decide owned=yes >out 2>&- || fail 'a closed standard error is no failure'
"$AMIQUIZ" decide owned=yes >out <&- || fail 'a closed standard input is no failure'

# Nothing depends on the locale or the terminal's size when it goes into a pipe.
"$AMIQUIZ" decide owned=yes | cat >a
LC_ALL=C.UTF-8 LANG=de_DE.UTF-8 COLUMNS=80 "$AMIQUIZ" decide owned=yes | cat >b
same a b
