# How long a start takes: processor time of whole processes, medians of rounds in which all commands
# take turns.  Peer: sqlite3 with an empty database in memory; the ratios are to it.
set -eu
ROUNDS=${ROUNDS:-201}
tool=$(mktemp)
trap 'rm -f "$tool"' EXIT
"${CC:-cc}" -O2 -D_DEFAULT_SOURCE -D_POSIX_C_SOURCE=200809L -std=c11 \
    -o "$tool" "$ROOT/tests/bench/cpu_time.c"
AMIQUIZ_DB=:memory: "$tool" "$ROUNDS" \
    sqlite3 :memory: 'select 1' -- \
    "$AMIQUIZ" --version -- \
    "$AMIQUIZ" decide shared=yes encrypted=no product_code=yes --json -- \
    "$AMIQUIZ" decide shared=yes encrypted=no product_code=yes -- \
    "$AMIQUIZ" drill
echo "(drill: to its first question, and out again at the end of input)"
