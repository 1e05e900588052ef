# How the proof of a pack grows: processor time of `pack check`, medians, against the facts (with 1,000
# and 10,000 random rows) and against the rows (16 and 20 facts), beside z3 asked for the dead rows of the
# packs of 16 facts, where it is installed.  Draws build/bench/check-facts.svg and check-rows.svg.
set -eu
. "$ROOT/tests/lib/bench.sh"
ROUNDS=${ROUNDS:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pictures=$ROOT/build/bench
mkdir -p "$pictures"
cd "$work"
bench_program process_time .
make() { awk -v seed=7 -v facts="$1" -v rows="$2" -v hit=first ${3:+-v form=$3} -f "$ROOT/tests/bench/random_rows.awk"; }
point() { # NAME X COMMAND...
  local name=$1 x=$2
  shift 2
  printf '%s\t%s\t%s\n' "$name" "$x" "$(./process_time "$ROUNDS" "$@" | awk '{ print $1 }')"
}
for rows in 1000 10000; do
  for facts in 8 10 12 14 16 18 20; do
    make "$facts" $rows >pack.json
    point "$rows rows" "$facts" "$AMIQUIZ" pack check pack.json
  done
done | sed 's/^10000 rows/10,000 rows/; s/^1000 rows/1,000 rows/' | tee facts
for facts in 16 20; do
  for rows in 10 30 100 300 1000 3000 10000; do
    make $facts $rows >pack.json
    point "$facts facts" $rows "$AMIQUIZ" pack check pack.json
  done
done | tee rows
if command -v z3 >/dev/null; then
  for rows in 10 30 100 300 1000 3000; do
    make 16 $rows smt >rows.smt2
    point 'z3, 16 facts' $rows z3 rows.smt2
  done | tee -a rows
else
  echo 'skipped: z3 is not installed (Debian and Ubuntu: package z3)'
fi
draw() { awk -v title="$1" -v x_label="$2" -v linear_x="$3" -v y_label='processor time, milliseconds' -f "$ROOT/tests/bench/curve.awk"; }
draw 'pack check: time against facts' 'facts' 1 <facts >"$pictures/check-facts.svg"
draw 'pack check: time against rows' 'rows' 0 <rows >"$pictures/check-rows.svg"
echo "drawn: build/bench/check-facts.svg build/bench/check-rows.svg"
