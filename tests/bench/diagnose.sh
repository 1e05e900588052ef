# How soon `diagnose` names what simulated learners believe: questions in the mean and at the 95th
# percentile, how many are named rightly, beside cases drawn by chance, per decision and in all; what
# choosing a question costs.  Seeded: counts are the same on every machine, times are not.
# Draws build/bench/diagnose.svg: the posterior of what is believed against questions answered, beside
# the least number of questions that information allows.
set -eu
RUNS=${RUNS:-1000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pictures=$ROOT/build/bench
mkdir -p "$pictures"
variant=${AMIQUIZ%/*}
read -r -a libs <<<"$(pkg-config --libs libcjson expat)"
"${CC:-cc}" -O2 -D_DEFAULT_SOURCE -D_POSIX_C_SOURCE=200809L -std=c11 -I"$ROOT" -o "$work/runs" \
  "$ROOT/tests/bench/diagnose_runs.c" "$variant/tests/helpers.a" "$variant/tests/questions.a" \
  "$variant/engine.a" "${libs[@]}" -lm
cd "$ROOT"
"$work/runs" "$RUNS" "$work/points"
awk -v title='What simulated learners believe, as diagnose sees it' \
  -f "$ROOT/tests/bench/posterior.awk" "$work/points" >"$pictures/diagnose.svg"
echo 'drawn: build/bench/diagnose.svg'
