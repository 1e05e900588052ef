# What a small set of test cases costs: processor time of whole processes, medians of rounds in which all
# commands take turns.  The two AMI decisions with most rows, whose sets are proved to be smallest, and
# packs of chance, the same from run to run, for which the best set found is what there is.  Reading the
# AMI pack is what the ratios are to.
set -eu
. "$ROOT/tests/lib/bench.sh"
ROUNDS=${ROUNDS:-5}
packs=$(mktemp -d)
trap 'rm -rf "$packs"' EXIT
bench_program process_time "$packs"
pack() { awk -v seed=7 -v hit=first "$@" -f "$ROOT/tests/bench/random_rows.awk"; }
cd "$packs"
pack -v facts=12 -v rows=30 >12-facts-30-rows.json
pack -v facts=16 -v rows=100 >16-facts-100-rows.json
pack -v facts=20 -v rows=300 >20-facts-300-rows.json
pack -v facts=20 -v rows=300 -v rare=2 >20-facts-300-long-rows.json
pack -v facts=20 -v rows=10000 -v rare=2 >20-facts-10000-long-rows.json
./process_time "$ROUNDS" \
    "$AMIQUIZ" pack show --json ami-lecture -- \
    "$AMIQUIZ" pack tests ami-lecture --decision path -- \
    "$AMIQUIZ" pack tests ami-lecture --decision run-there -- \
    "$AMIQUIZ" pack tests ami-lecture --decision run-there --pairwise -- \
    "$AMIQUIZ" pack tests 12-facts-30-rows.json -- \
    "$AMIQUIZ" pack tests 16-facts-100-rows.json -- \
    "$AMIQUIZ" pack tests 20-facts-300-rows.json -- \
    "$AMIQUIZ" pack tests 20-facts-300-rows.json --pairwise -- \
    "$AMIQUIZ" pack tests 20-facts-300-long-rows.json -- \
    "$AMIQUIZ" pack tests 20-facts-10000-long-rows.json
for file in *.json; do
  echo "$file: $("$AMIQUIZ" pack tests "$file" --width 100 2>&1 >/dev/null | tail -n 2 | tr '\n' ' ')"
done
