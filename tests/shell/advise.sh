# advise always ends with what decide says of the same facts, in as few questions as it promises.
. "$ROOT/tests/lib/shell.sh"

most=0 sum=0 n=0
for bits in $(seq 0 3 95); do
  # An endless oracle for one case: answers in an order of their own, "don't know" now and then.
  for i in 0 1 2 3 4 5 6; do
    case $((bits >> i & 1)) in 0) echo no ;; 1) echo yes ;; esac
  done >answers
  got=0
  "$AMIQUIZ" advise --json <answers >out 2>err || got=$?
  [ $got -eq 0 ] || [ $got -eq 1 ] || fail "status $got: $(cat err)"
  words=$(grep -o '"facts":{[^}]*}' out | tr -d '{}"' | sed 's/^facts://; s/,/ /g; s/:/=/g')
  # shellcheck disable=SC2086
  "$AMIQUIZ" decide --pack ami-current --json $words >again || :
  sed 's/,"asked":\[.*$/}/' out >ended
  same again ended
  asked=$(grep -o '"fact":' out | wc -l)
  [ "$asked" -le "$most" ] || most=$asked
  sum=$((sum + asked)) n=$((n + 1))
done
[ $most -le 7 ] || fail "$most questions at worst"

# Facts given as words are not asked for.
expect_status 0 "$AMIQUIZ" advise owned=yes --json
expect_text '"asked":[]' out

# What cannot be known is left open; what is asked instead can still settle it.
printf 'd\nyes\n' >answers
"$AMIQUIZ" advise --json --decision launch <answers >out 2>err || fail 'owned settles it'
expect_text '"outcome":"yes"' out

# The end of input before the outcome is certain.
expect_status 1 "$AMIQUIZ" advise --json </dev/null
expect_text '"outcome":"undetermined"' out
expect_text '"asked":[]' out

# Endless nonsense is no answer, and its end is the end.
for i in 1 2 3 4 5 6 7 8 9; do echo perhaps; done >answers
expect_status 1 sh -c '"$AMIQUIZ" advise <answers'
head -c 100000 /dev/zero >answers
expect_status 1 sh -c '"$AMIQUIZ" advise <answers'
expect_status 4 sh -c '"$AMIQUIZ" advise owned=yes >/dev/full'
