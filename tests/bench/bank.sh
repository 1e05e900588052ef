# What a large bank costs: processor time of writing 100,000 questions as NDJSON (no pack is asked:
# they are all the same one), beside a copy of the same bytes; then of whole processes that read the
# same bank and write it again.
set -eu
. "$ROOT/tests/lib/bench.sh"
ROUNDS=${ROUNDS:-11}
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
read -r -a libs <<<"$(pkg-config --libs libcjson)"
"${CC:-cc}" -O2 -D_DEFAULT_SOURCE -D_POSIX_C_SOURCE=200809L -std=c11 -I"$ROOT" -o "$here/write" \
    "$ROOT/tests/bench/bank_write.c" "${AMIQUIZ%/*}/tests/questions.a" "${AMIQUIZ%/*}/engine.a" \
    "${libs[@]}" -lm
"$here/write" "$ROUNDS"
bench_program process_time "$here"
cd "$here"
awk 'BEGIN {
    print "{\"format\":\"amiquiz-bank\",\"version\":1}"
    for (i = 0; i < 20000; i++) {
        printf "{\"id\":\"q%d\",\"stem\":\"", i
        for (k = 0; k < 10; k++) printf "Account 121212121212 shares an image with you, and no more. "
        printf "\",\"options\":["
        for (k = 0; k < 4; k++) {
            printf "%s{\"text\":\"Way %d\",\"correct\":%s,\"feedback\":\"", k ? "," : "", k, k == 2 ? "true" : "false"
            for (n = 0; n < 6; n++) printf "Sharing gives the right to launch, and nothing else. "
            printf "\"}"
        }
        print "],\"tags\":[\"a\",\"b\"]}"
    }
}' >bank.ndjson
"$AMIQUIZ" convert bank.ndjson bank.json
"$here/process_time" "$ROUNDS" \
    "$AMIQUIZ" convert bank.ndjson /dev/null --format ndjson -- \
    "$AMIQUIZ" convert bank.json /dev/null --format ndjson
echo "(20,000 questions, $(wc -c <bank.ndjson) bytes as NDJSON)"
