# What the proof of a pack costs: processor time of whole processes (reading included), medians of
# rounds in which all commands take turns.  Packs of chance, the same from run to run: 16 facts with
# 1,000 overlapping rows, of which nearly all are dead; 20 facts with 1,000 and 10,000 rows, "first"
# and "unique"; 256 misconceptions over 20 facts.  Reading the first pack is what the ratios are to.
# Peer: z3, asked of the pack of 16 facts, row by row, whether some case is left for the row.
set -eu
. "$ROOT/tests/lib/bench.sh"
ROUNDS=${ROUNDS:-11}
packs=$(mktemp -d)
trap 'rm -rf "$packs"' EXIT
bench_program process_time "$packs"
pack() { awk -v seed=7 "$@" -f "$ROOT/tests/bench/random_rows.awk"; }
cd "$packs"
pack -v facts=16 -v rows=1000 -v hit=first >16-facts-1000-rows.json
for hit in first unique; do
  for rows in 1000 10000; do
    pack -v facts=20 -v rows=$rows -v hit=$hit >20-facts-$rows-$hit.json
  done
done
pack -v facts=20 -v rows=200 -v hit=first -v beliefs=256 >20-facts-256-misconceptions.json
z3=
if command -v z3 >/dev/null; then
  pack -v facts=16 -v rows=1000 -v hit=first -v form=smt >16-facts-1000-rows.smt2
  z3=yes
fi
./process_time "$ROUNDS" \
    "$AMIQUIZ" pack show --json 16-facts-1000-rows.json -- \
    "$AMIQUIZ" pack check 16-facts-1000-rows.json -- \
    "$AMIQUIZ" pack check 20-facts-1000-first.json -- \
    "$AMIQUIZ" pack check 20-facts-1000-unique.json -- \
    "$AMIQUIZ" pack check 20-facts-10000-first.json -- \
    "$AMIQUIZ" pack check 20-facts-10000-unique.json -- \
    "$AMIQUIZ" pack check 20-facts-256-misconceptions.json \
    ${z3:+-- z3 16-facts-1000-rows.smt2}
dead=$("$AMIQUIZ" pack check 16-facts-1000-rows.json | grep -c ': problem: dead') || :
if [ -n "$z3" ]; then
  echo "(dead rows of 16 facts: $dead; z3 says $(z3 16-facts-1000-rows.smt2 | grep -c '^unsat'))"
else
  echo "(dead rows of 16 facts: $dead)"
  echo "skipped: z3 is not installed (Debian and Ubuntu: package z3)"
fi
