# score against programs that only count: STUDENTS (100,000) times QUESTIONS (100) responses, the same
# class as long CSV in order and scrambled, wide CSV and NDJSON.  amiquiz works out all its statistics; the
# others count responses a student and a question.  Wall and processor time of whole processes, the
# median of ROUNDS rounds in which all take turns, and how many times as long as amiquiz each takes.
# DuckDB where it is installed, never required:  npm install --prefix build/duckdb @duckdb/node-api
set -eu -o pipefail
. "$ROOT/tests/lib/bench.sh"
STUDENTS=${STUDENTS:-100000}
QUESTIONS=${QUESTIONS:-100}
ROUNDS=${ROUNDS:-5}
duckdb=${AMIQUIZ_DUCKDB:-$ROOT/build/duckdb}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
bench_program score_write .
bench_program process_time .
for shape in key long scrambled wide ndjson; do ./score_write $shape "$STUDENTS" "$QUESTIONS" >"$shape"; done
mv ndjson answers.ndjson

counts='NR > 1 { s[$1]++; q[$2]++ } END { for (i in s) n++; for (i in q) m++; print n, m }'
wide_counts='NR > 1 { for (i = 2; i <= NF; i++) n[i] += $i != "" } END { for (i in n) m++; print NR - 1, m }'
cat >import.sql <<'SQL'
CREATE TABLE r(student TEXT, question TEXT, answer TEXT);
.mode csv
.import --skip 1 long r
SELECT count(*) FROM (SELECT student, count(*) FROM r GROUP BY student);
SELECT count(*) FROM (SELECT question, count(*) FROM r GROUP BY question);
SQL
has() { command -v "$1" >/dev/null; }
mawk=$(command -v mawk || command -v awk)

# DuckDB takes its turn like the others, but tells its time itself, which leaves its start out.
duck() { # WALL-OF-AMIQUIZ
  if [ -f duck ]; then
    sort -n duck | awk -v ours="$1" '
      { wall[NR] = $1; cpu[NR] = $2 }
      END {
        middle = int((NR + 1) / 2)
        printf "%10.1f %10.1f   x %6.2f            DuckDB, 2 threads (without its start)\n", wall[middle], cpu[middle], wall[middle] / ours
      }'
  else
    echo 'skipped: DuckDB is not installed (npm install --prefix build/duckdb @duckdb/node-api)'
  fi
}

# Lines of process_time, wall time before processor time, each with its own ratio.
ratios() {
  awk '
    / node / { next }
    { cpu[++n] = $1; wall[n] = $9; sub(/.* ms  x [0-9.]+  /, ""); words[n] = $0 }
    END {
      for (i = 1; i <= n; i++)
        printf "%10.1f %10.1f   x %6.2f   x %6.2f  %s\n", wall[i], cpu[i], wall[i] / wall[1], cpu[i] / cpu[2], words[i]
    }'
}

measure() { # TITLE KIND FILE COMMAND... -- COMMAND...: beside amiquiz with one and two threads
  local title=$1 kind=$2 file=$3
  shift 3
  rm -f duck
  if [ -d "$duckdb/node_modules/@duckdb/node-api" ] && has node; then
    if [ $# -gt 0 ]; then set -- "$@" --; fi
    set -- "$@" node "$ROOT/tests/bench/score_duckdb.js" 2 "$kind" "$PWD/$file" "$PWD/duck"
  fi
  echo "$title, $(wc -c <"$file") bytes"
  echo '   wall ms     cpu ms   wall ratio cpu ratio   (ratios are to amiquiz with 2 threads, and with 1)'
  NODE_PATH="$duckdb/node_modules" ./process_time "$ROUNDS" \
    "$AMIQUIZ" score --key key "$file" --threads 2 -- \
    "$AMIQUIZ" score --key key "$file" --threads 1 -- wc -l "$file" ${1:+--} "$@" | ratios | tee last
  duck "$(awk 'NR == 1 { print $1 }' last)"
}

echo "$STUDENTS students, $QUESTIONS questions, $(nproc) processors, $(uname -m)"
if has sqlite3; then set -- -- sqlite3 :memory: '.read import.sql'; else
  echo 'skipped: sqlite3 is not installed'
  set --
fi
measure 'Long CSV, in order' csv long "$mawk" -F, "$counts" long "$@"
measure 'Long CSV, scrambled' csv scrambled "$mawk" -F, "$counts" scrambled
measure 'Wide CSV' wide wide "$mawk" -F, "$wide_counts" wide
measure 'NDJSON' json answers.ndjson
