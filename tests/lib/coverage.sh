#!/usr/bin/env bash
# Prints what the tests that just ran have covered.  `make coverage` calls it: lines | mcdc.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
export LC_ALL=C

# What of the engine no test has shown, a line each: FILE | WHAT | SOURCE TEXT.  A condition of a
# decision of several ("C2") was not shown to decide alone; one that stands alone was never true, or
# never false.  What comes from a macro of a library or from assert() does not count: an assertion
# that fails is a bug, not a case.
not_shown() {
  jq -r '.data[0].files[] | .filename as $f |
    ([.mcdc_records[]?] | group_by(.[0:4])[] | .[0][0:4] as $at |
      (map(.[-1]) | transpose | map(any)) as $shown |
      select($shown | all | not) |
      [$f, ([range($shown | length) | select($shown[.] | not) | "C\(. + 1)"] | join(","))] + $at),
    ([.branches[]?] | group_by(.[0:4])[] | .[0][0:4] as $at |
      {t: map(.[4]) | max, f: map(.[5]) | max} | select(.t == 0 or .f == 0) |
      [$f, (if .t == 0 and .f == 0 then "never reached" elif .t == 0 then "never true" else "never false" end)] + $at)
    | @tsv' "$1" |
    while IFS=$'\t' read -r file what line column end_line end_column; do
      text=$(awk -v l="$line" -v c="$column" -v m="$end_line" -v d="$end_column" '
        NR >= l && NR <= m {
          s = $0
          if (NR == m) s = substr(s, 1, d - 1)
          if (NR == l) s = substr(s, c)
          sub(/^ +/, "", s)
          t = t (NR > l ? " " : "") s
        }
        END { print t }' "$file")
      case $text in '' | 'assert('*) ;; *) echo "$file | $what | $text" ;; esac
    done
}

# compare_exceptions FOUND [TEST...]: every line found must be listed in coverage-exceptions.txt, with
# its reason, and nothing else.  Where only some tests ran, what was found is only shown.
compare_exceptions() {
  local found=$1 listed=build/mcdc/listed.txt bad=0
  shift
  grep -vE '^(#|$)' tests/lib/coverage-exceptions.txt | sed 's/ *|[^|]*$//' | sort -u >"$listed"
  if [ $# -gt 0 ]; then
    cat "$found"
    return 0
  fi
  while IFS= read -r line; do
    echo "coverage: not shown, and not listed with a reason: $line"
    bad=1
  done < <(comm -23 "$found" "$listed")
  while IFS= read -r line; do
    echo "coverage: listed, but shown or gone: $line"
    bad=1
  done < <(comm -13 "$found" "$listed")
  if [ $bad -eq 1 ]; then
    echo 'coverage: tests/lib/coverage-exceptions.txt and the tests disagree (above)' >&2
    return 1
  fi
  echo "coverage: every condition of engine/ is shown by the tests, but for $(wc -l <"$listed") that tests/lib/coverage-exceptions.txt gives reasons for"
}

case ${1:-} in
lines)
  if command -v gcovr >/dev/null; then
    gcovr --root . --object-directory build/coverage --filter 'engine/' --filter 'questions/' \
      --txt build/coverage/lines.txt --html-details build/coverage/index.html || exit 1
    cat build/coverage/lines.txt
    gcovr --root . --object-directory build/coverage --filter 'engine/' --filter 'questions/' --branches
    echo 'coverage: line by line in build/coverage/index.html'
  else
    # gcov alone gives the same figures, less prettily.
    echo 'coverage: gcovr is not installed, so there are no pages; file, lines and branches by gcov:'
    find build/coverage/obj/engine build/coverage/obj/questions -name '*.gcda' 2>/dev/null | sort |
      xargs -r gcov -n -b 2>/dev/null |
      awk -F"'" '/^File/ { file = $2 } /^Lines/ { lines = $0 }
        /^(Branches executed|No branches)/ { if (file ~ /^(engine|questions)\/.*\.c$/) print file ": " lines "; " $0 }'
  fi
  ;;
mcdc)
  shift
  profiles=$(ls build/mcdc/profile/*.profraw 2>/dev/null | head -n 1)
  [ -n "$profiles" ] || { echo 'coverage: no test left a profile for MC/DC' >&2; exit 1; }
  for v in 19 20 21; do command -v "llvm-cov-$v" >/dev/null && break; done
  if ! command -v "llvm-cov-$v" >/dev/null; then
    echo 'coverage: MC/DC skipped: llvm-cov is missing (Debian and Ubuntu: package llvm-19)'
    exit 0
  fi
  # A program that was killed, or not allowed to write, left half a profile: that one is left out.
  "llvm-profdata-$v" merge -sparse --failure-mode=all build/mcdc/profile/*.profraw \
    -o build/mcdc/all.profdata 2>/dev/null || exit 1
  objects=()
  for f in build/mcdc/amiquiz build/mcdc/tests/*/test_* build/mcdc/tests/*/fuzz_*; do
    [ -x "$f" ] && objects+=(${objects[0]:+-object} "$f")
  done
  about=(--instr-profile=build/mcdc/all.profdata '--ignore-filename-regex=(^|/)(questions|tests)/')
  "llvm-cov-$v" report --show-mcdc-summary "${about[@]}" "${objects[@]}"
  "llvm-cov-$v" export -format=text --skip-functions --skip-expansions "${about[@]}" \
    "${objects[@]}" >build/mcdc/export.json || exit 1
  # What only some processors can do is judged where it can be done.
  if grep -qsw avx512vbmi /proc/cpuinfo; then
    elsewhere='^$'
  else
    elsewhere='^engine/table_many(_x86)?\.c '
    echo 'coverage: this processor has no AVX-512 VBMI, so engine/table_many*.c are not judged'
  fi
  not_shown build/mcdc/export.json | grep -vE "$elsewhere" | sort -u >build/mcdc/not-shown.txt
  compare_exceptions build/mcdc/not-shown.txt "$@"
  ;;
*)
  echo 'usage: tests/lib/coverage.sh lines|mcdc' >&2
  exit 2
  ;;
esac
