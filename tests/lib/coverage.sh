#!/usr/bin/env bash
# Prints what the tests that just ran have covered.  `make coverage` calls it: lines | mcdc.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1

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
  version=$(ls build/mcdc/profile/*.profraw 2>/dev/null | head -n 1)
  [ -n "$version" ] || { echo 'coverage: no test left a profile for MC/DC' >&2; exit 1; }
  for v in 19 20 21; do command -v "llvm-cov-$v" >/dev/null && break; done
  if ! command -v "llvm-cov-$v" >/dev/null; then
    echo 'coverage: MC/DC skipped: llvm-cov is missing (Debian and Ubuntu: package llvm-19)'
    exit 0
  fi
  "llvm-profdata-$v" merge -sparse build/mcdc/profile/*.profraw -o build/mcdc/all.profdata || exit 1
  objects=()
  for f in build/mcdc/amiquiz build/mcdc/tests/*/test_*; do
    [ -x "$f" ] && objects+=(${objects[0]:+-object} "$f")
  done
  "llvm-cov-$v" report --show-mcdc-summary --instr-profile=build/mcdc/all.profdata \
    --ignore-filename-regex='(^|/)(questions|tests)/' "${objects[@]}"
  ;;
*)
  echo 'usage: tests/lib/coverage.sh lines|mcdc' >&2
  exit 2
  ;;
esac
