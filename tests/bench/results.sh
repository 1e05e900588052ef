# Scores and all figures of ten million answers that are in memory already: no reading, no writing.
set -eu
ROUNDS=${ROUNDS:-11}
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
read -r -a libs <<<"$(pkg-config --libs libcjson libutf8proc expat sqlite3 readline)"
"${CC:-cc}" -O2 -D_DEFAULT_SOURCE -D_POSIX_C_SOURCE=200809L -std=c11 -pthread -I"$ROOT" \
    -o "$here/time" "$ROOT/tests/bench/results_time.c" "${AMIQUIZ%/*}/tests/questions.a" \
    "${AMIQUIZ%/*}/engine.a" "${libs[@]}" -lm
"$here/time" "$ROUNDS"
