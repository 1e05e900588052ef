# Arrays of packed cases through a table, beside the same table as if/else in C (with the release's -O2,
# and again with -O3 -march=native), CASE in SQLite, CASE in DuckDB, and the rate of the memory.  Random
# cases, which no branch predictor knows; processor time; all answers are compared.
# DuckDB where it is installed, never required:  npm install --prefix build/duckdb @duckdb/node-api
# (or elsewhere: AMIQUIZ_DUCKDB=DIRECTORY, where this is run by itself, with ROOT and AMIQUIZ; make bench
# passes nothing of the environment on).
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
duckdb=${AMIQUIZ_DUCKDB:-$ROOT/build/duckdb}
library=$(dirname "$AMIQUIZ")/libamiquiz.a
in_cache=131072
beyond_cache=33554432
cd "$work"
awk -v seed=1 -v facts=8 -v rows=10 -v hit=first -v rare=3 -f "$ROOT/tests/bench/random_rows.awk" >eight.json
awk -v seed=7 -v facts=20 -v rows=20 -v hit=first -v rare=4 -f "$ROOT/tests/bench/random_rows.awk" >twenty.json
"$AMIQUIZ" pack show --json ami-lecture >eleven.json

measure() { # PACK WIDTH FLAGS CASES...
  local pack=$1 width=$2 flags=$3
  shift 3
  jq -r --arg form c -f "$ROOT/tests/bench/if_else.jq" "$pack" >if_else.h
  # shellcheck disable=SC2046,SC2086  # lists of flags
  "${CC:-cc}" $flags -std=c11 -D_DEFAULT_SOURCE -D_POSIX_C_SOURCE=200809L -I. -I"$ROOT" \
    $(pkg-config --cflags libcjson) -o decide_many "$ROOT/tests/bench/decide_many.c" "$library" \
    $(pkg-config --libs libcjson)
  ./decide_many "$pack" "$width" "$@"
}
for pack in 'eight.json 1' 'eleven.json 2' 'twenty.json 4'; do
  for flags in '-O2' '-O3 -march=native'; do
    echo "if/else compiled with $flags:"
    # shellcheck disable=SC2086  # a pack and its width
    measure $pack "$flags" $beyond_cache $in_cache
  done
done

# A table of a column for each fact, filled with the bits of a scrambled counter.
columns() { # SQL OF THE COUNTER
  jq -r --arg i "$1" '[.facts | to_entries[] | "((\($i) * 2654435761 >> 15) >> \(.key)) & 1 AS \(.value.id)"] | join(", ")' eleven.json
}
jq -r --arg form sql -f "$ROOT/tests/bench/if_else.jq" eleven.json >case.sql
rows=1000000
{
  echo "CREATE TABLE t AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < $rows - 1) SELECT $(columns i) FROM n;"
  echo '.timer on'
  for _ in 1 2 3 4 5; do echo "SELECT sum($(cat case.sql)) FROM t;"; done
} | sqlite3 :memory: >said
awk -v rows=$rows '/^Run Time/ { time[++n] = $6 } END {
  for (i = 1; i <= n; i++) for (k = i + 1; k <= n; k++) if (time[k] < time[i]) { t = time[i]; time[i] = time[k]; time[k] = t }
  printf "SQLite, CASE, 11 facts, %d cases (10^9 a second):\n%8.4f  (%.4f to %.4f)\n", rows, rows / time[int(n / 2) + 1] / 1e9, rows / time[n] / 1e9, rows / time[1] / 1e9 }' said
sum=$(grep -m1 -v 'Run Time' said)
if [ -d "$duckdb/node_modules/@duckdb/node-api" ] && command -v node >/dev/null; then
  NODE_PATH="$duckdb/node_modules" ROWS=$rows SUM=$sum \
    CREATE="CREATE TABLE t AS SELECT $(columns i | sed 's/ & 1 AS/ \& 1 = 1 AS/g') FROM range(10 * $rows) r(i)" \
    CASE="$(cat case.sql)" node "$ROOT/tests/bench/decide_duckdb.js"
else
  echo 'skipped: DuckDB is not installed (see the head of tests/bench/decide-many.sh)'
fi
