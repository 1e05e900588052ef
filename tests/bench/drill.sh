# What a long past costs: processor time of `amiquiz drill` to its first question (and out again at
# the end of input), with 0, 1,000 and 10,000 questions in the database.  A scripted learner answers
# them through drill --json, in a folder in memory where there is one: each answer waits for the
# disk.  Promised: 20 ms; 5 ms for a fresh start.  The ratios are to the empty database.
set -eu
. "$ROOT/tests/lib/bench.sh"
ROUNDS=${ROUNDS:-101}
if [ -d /dev/shm ] && [ -w /dev/shm ]; then dir=$(mktemp -d /dev/shm/amiquiz.XXXXXX); else dir=$(mktemp -d); fi
trap 'rm -rf "$dir"' EXIT
bench_program process_time "$dir"

# Whoever answers like this is right at times: all that matters here is how much there is to read.
answers() { # COUNT
  awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "{\"answer\":\"%s\"}\n", i % 3 ? "A" : "B" }'
}
for count in 0 1000 10000; do
  answers "$count" >"$dir/in"
  "$AMIQUIZ" drill --json --seed 7 --db "$dir/$count.db" <"$dir/in" >/dev/null
done

"$dir/process_time" "$ROUNDS" \
  "$AMIQUIZ" drill --db "$dir/0.db" -- \
  "$AMIQUIZ" drill --db "$dir/1000.db" -- \
  "$AMIQUIZ" drill --db "$dir/10000.db"
