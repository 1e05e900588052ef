#!/usr/bin/env bash
# Runs what `make fuzz` built: each program for FUZZ_SECS seconds, from tests/fuzz/corpus/<name>.
# Inputs that reach new code are kept in build/fuzz/new/<name> for the next run; the corpus stays what
# people wrote.  An input that breaks something is left in build/fuzz/found/ with the command that
# shows it again.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
mkdir -p build/fuzz/found
# Files that are written anew thousands of times: in memory where there is such a place.
if [ -d /dev/shm ] && [ -w /dev/shm ]; then export TMPDIR=/dev/shm; fi
bad=0 ran=0
for program in build/fuzz/tests/fuzz/fuzz_*; do
  [ -x "$program" ] || continue
  name=${program##*/fuzz_}
  case ${1:-} in '' | "$name" | "fuzz_$name") ;; *) continue ;; esac
  ran=$((ran + 1))
  mkdir -p "build/fuzz/new/$name"
  echo "fuzz: $name for ${FUZZ_SECS:=60} seconds"
  dict=()
  [ ! -e "tests/fuzz/$name.dict" ] || dict=("-dict=tests/fuzz/$name.dict")
  if "$program" "${dict[@]}" -max_total_time="$FUZZ_SECS" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="build/fuzz/found/$name-" "build/fuzz/new/$name" "tests/fuzz/corpus/$name" \
    >"build/fuzz/$name.log" 2>&1; then
    # "cov" counts the edges of the program that were reached.
    sed -n 's/^#[0-9]*[[:space:]]*DONE[[:space:]]*cov: \([0-9]*\).*/fuzz: edges reached: \1/p
      s/^Done \([0-9]*\) runs in \([0-9]*\) .*/fuzz: inputs tried: \1 in \2 seconds/p' "build/fuzz/$name.log"
  else
    bad=$((bad + 1))
    tail -n 60 "build/fuzz/$name.log"
    for f in build/fuzz/found/"$name"-*; do [ -e "$f" ] && echo "fuzz: see it again: $program $f"; done
  fi
done
[ $ran -gt 0 ] || { echo "fuzz: there is no tests/fuzz/fuzz_${1:-*}.c" >&2; exit 1; }
echo "fuzz: $ran programs, $bad found something"
[ $bad -eq 0 ]
