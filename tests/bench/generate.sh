# What banks cost: processor time of whole processes that make questions and write them as NDJSON,
# beside `cat`, which writes the same bytes and does nothing else.  Memory must not grow with the count.
set -eu
. "$ROOT/tests/lib/bench.sh"
ROUNDS=${ROUNDS:-11}
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
bench_program process_time "$here"
cd "$here"
make_bank() { "$AMIQUIZ" generate --count "$1" --allow-repeats --seed 1 --format ndjson; }
make_bank 100000 >bank.ndjson
"$here/process_time" "$ROUNDS" \
    cat bank.ndjson -- \
    "$AMIQUIZ" generate --count 1000 --allow-repeats --seed 1 --format ndjson -- \
    "$AMIQUIZ" generate --count 10000 --allow-repeats --seed 1 --format ndjson -- \
    "$AMIQUIZ" generate --count 100000 --allow-repeats --seed 1 --format ndjson -- \
    "$AMIQUIZ" generate --cover all --seed 1
echo "(100,000 questions: $(wc -c <bank.ndjson) bytes)"
if [ -x /usr/bin/time ]; then
  for count in 10000 100000 1000000; do
    /usr/bin/time -f "$count questions: %M KiB of memory at most" \
      "$AMIQUIZ" generate --count "$count" --allow-repeats --seed 1 --format ndjson >/dev/null
  done
fi
