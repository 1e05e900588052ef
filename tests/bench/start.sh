# How long a start takes: processor time of whole processes, medians of rounds in which all commands
# take turns.  Peer: sqlite3 with an empty database in memory; the ratios are to it.
set -eu
. "$ROOT/tests/lib/bench.sh"
ROUNDS=${ROUNDS:-201}
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
bench_program process_time "$here"
AMIQUIZ_DB=:memory: "$here/process_time" "$ROUNDS" \
    sqlite3 :memory: 'select 1' -- \
    "$AMIQUIZ" --version -- \
    "$AMIQUIZ" decide shared=yes encrypted=no product_code=yes --json -- \
    "$AMIQUIZ" decide shared=yes encrypted=no product_code=yes -- \
    "$AMIQUIZ" drill
echo "(drill: to its first question, and out again at the end of input)"
