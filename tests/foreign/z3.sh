# What the engine says of packs, said again by the solver z3: `pack check`, `decide` with facts unknown,
# `explain --change-to` (that the changes lead there, that nothing smaller does, that none is left out)
# and `pack diff`, over random packs of 3 to 12 facts and both AMI packs.  smt.jq turns the packs' JSON
# into formulas; the engine's bitmaps have no part in that.
#
# Z3_SEEDS=N tries N packs (300), Z3_FIRST=N begins with seed N (1).
. "$ROOT/tests/lib/shell.sh"

command -v z3 >/dev/null || skip 'z3 is not installed (Debian and Ubuntu: package z3)'
command -v jq >/dev/null || skip 'jq is not installed'

chance=$ROOT/build/$VARIANT/tests/unit/test_random_pack
claims=0 packs=0 explained=0

# smt [ARGUMENT...]: jq over pack.json with smt.jq, the rest of its program on standard input.
smt() { jq -r -L "$ROOT/tests/foreign" "$@" "include \"smt\"; $(cat)" pack.json; }

# prove WHAT: lines "define<TAB>...", then claims, of lines.tsv to z3; every claim must hold.
prove() {
  local wrong
  grep -v '^define' lines.tsv >claims.tsv
  {
    sed -n 's/^define\t//p' lines.tsv
    cut -f 3 claims.tsv | sed 's/.*/(push)(assert &)(check-sat)(pop)/'
  } >script.smt
  z3 -smt2 script.smt >answers || :
  [ "$(grep -cvxE 'sat|unsat' answers)" -eq 0 ] || { grep -vxE 'sat|unsat' answers | head -n 5; fail "z3 has no answer for $1"; }
  [ "$(wc -l <answers)" -eq "$(wc -l <claims.tsv)" ] || fail "z3 left out answers for $1"
  wrong=$(paste answers claims.tsv | awk -F '\t' '$1 != $2 { print $3 ": z3 says " $1 ", amiquiz " $2 }')
  [ -z "$wrong" ] || { cat pack.json; printf '%s\n' "$wrong" | head -n 20; fail "z3 disagrees about $1"; }
  claims=$((claims + $(wc -l <answers)))
}

# draw SEED [UNKNOWN]: a value of chance for each fact (UNKNOWN where it is left open), as words for the
# program (words) and as JSON (given).
draw() {
  "$chance" "$1" "$(wc -l <facts)" | sed "s/-/${2:--}/" | paste - facts >drawn
  awk -F '\t' '$1 != "-" { print $2 "=" $1 }' drawn >words
  given=$(awk -F '\t' '$1 != "-" { o = o (o == "" ? "" : ",") "\"" $2 "\":" ($1 == "yes" ? "true" : "false") }
    END { print "{" o "}" }' drawn)
}

# ask_decide SEED N: a question for `decide`; null is said of a pack that leaves such a case undecided.
ask_decide() {
  draw $(($1 * 100 + $2))
  xargs "$AMIQUIZ" decide --pack pack.json --json <words >said.json 2>err || :
  if [ ! -s said.json ]; then
    grep -q 'is faulty' err || { cat err; fail "decide says nothing: $(xargs <words)"; }
    echo null >said.json
  fi
  echo "{\"what\":\"decide\",\"n\":$2,\"given\":$given,\"said\":$(cat said.json)}" >>asked.ndjson
}

# ask_explain SEED N: a question for `explain --change-to`; false where the whole case is impossible, or
# decided by nothing.
ask_explain() {
  local to by=.
  draw $(($1 * 100 + $2)) no
  to=$(jq -r --argjson n "$(($1 + $2))" '.decisions[0].outcomes | .[$n % length].id' pack.json)
  [ $(($2 % 2)) -eq 0 ] || by='NR % 3 != 1'
  by=$(awk "${by/./1}" facts | paste -sd,)
  xargs "$AMIQUIZ" explain --pack pack.json --json --change-to "$to" --by "$by" <words >said.json 2>err || :
  grep -q '"changes":' said.json || return 1
  echo "{\"what\":\"explain\",\"n\":$2,\"given\":$given,\"to\":\"$to\",\"by\":\"$by\",\"said\":$(cat said.json)}" >>asked.ndjson
  explained=$((explained + 1))
}

# check_pack SEED WHAT: pack.json, whole.
check_pack() {
  local n status=0 found=0
  "$AMIQUIZ" pack check pack.json --json >check.json 2>err || status=$?
  [ $status -le 1 ] || { cat err; fail "pack check ends with status $status"; }
  jq -r '.facts[].id' pack.json >facts
  : >asked.ndjson
  for n in 1 2 3 4 5 6; do ask_decide "$1" $n; done
  for n in $(seq 7 30); do
    if ask_explain "$1" "$n"; then found=$((found + 1)); fi
    [ $found -lt 2 ] || break
  done
  smt --slurpfile check check.json --slurpfile asked asked.ndjson >lines.tsv <<'JQ'
    names([.]) as $names |
    (declarations, definitions("A"; $names) | "define\t" + .),
    (check_claims($names; $check[0]) | lines),
    ($asked[] as $q |
      if $q.what == "decide" then decide_claims($names; $q.given; $q.said; $q.n)
      else explain_claims($names; $q.given; $q.to; $q.by | split(","); $q.said; $q.n) end | lines)
JQ
  prove "$2"
  packs=$((packs + 1))
}

# check_diff WHAT: pack.json against other.json, whose facts may stand in another order.
check_diff() {
  local status=0
  "$AMIQUIZ" pack diff pack.json other.json --json >diff.json 2>err || status=$?
  [ $status -le 1 ] || { cat err; fail "pack diff ends with status $status"; }
  smt --slurpfile other other.json --slurpfile diff diff.json >lines.tsv <<'JQ'
    . as $a | names([., $other[0]]) as $names |
    (declarations, definitions("A"; $names) | "define\t" + .),
    ($other[0] | .facts = $a.facts | definitions("B"; $names) | "define\t" + .),
    (diff_claims($names; $other[0]; $diff[0]) | lines)
JQ
  prove "$1"
}

for edition in lecture current; do
  "$AMIQUIZ" pack show "ami-$edition" --json >pack.json
  for seed in 1 2 3; do check_pack $seed "ami-$edition, chance of seed $seed"; done
done
"$AMIQUIZ" pack show ami-current --json >other.json
"$AMIQUIZ" pack show ami-lecture --json >pack.json
check_diff 'ami-lecture and ami-current'
echo "z3 agrees on both AMI packs: $claims claims, $explained explanations"

first=${Z3_FIRST:-1} last=$((${Z3_FIRST:-1} + ${Z3_SEEDS:-300} - 1))
packs=0 explained=0 claims=0
for seed in $(seq "$first" "$last"); do
  count=$((3 + seed % 10))
  "$chance" "$seed" $count $count >pack.json
  check_pack "$seed" "seed $seed"
  # Another pack over the same facts, in the opposite order.
  "$chance" $((seed + 1000000)) $count $count | jq '.facts |= reverse' >other.json
  check_diff "seeds $seed and $((seed + 1000000))"
done
[ $packs -gt 0 ] || fail 'no pack was tried'
[ $explained -ge $((packs / 2)) ] || fail "only $explained explanations were tried"
echo "z3 agrees on $packs random packs of 3 to 12 facts, seeds $first to $last: $claims claims, $explained explanations"
