#!/usr/bin/env bash
# Runs the tests.  People call it through make, which builds first:
#
#   make test                             everything, in release and under the sanitizers
#   make test T=golden/decide-basic       one test; T=golden or T='golden/dec*' several
#   make test T=... VARIANTS=asan         in one variant
#   make test-update T=golden/...         write expected files anew, to be reviewed with git diff
#
# Options of its own: --variants 'A B', --kinds 'K L', --update, --bench, --no-lint, --list, --jobs N.
# Kinds, and how to add a test of each, are described in tests/README.md.
#
# A test is named kind/name.  Each runs once per variant, in an empty directory of its own, with a
# fixed environment and a time limit.  The last line is "N passed, N failed" (", N skipped" when
# any was); the status is 0 only if some test passed and none failed.
set -u
export LC_ALL=C

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
readonly EVERYDAY='lint unit property fault fuzz golden fixed reject shell tty'

# ---- What a test of each kind consists of -------------------------------------------------------

# Print the names of all tests of one kind, whole or not: what lacks a part fails when it is run.
list_kind() {
  local kind=$1 f
  case $kind in
  lint)
    echo lint/layers
    if command -v clang >/dev/null; then echo lint/clang; fi
    ;;
  unit | property | fault)
    for f in "$ROOT/tests/$kind"/test_*.c; do [ -e "$f" ] && echo "$kind/$(basename "$f" .c)"; done
    ;;
  fuzz)
    for f in "$ROOT"/tests/fuzz/fuzz_*.c; do [ -e "$f" ] && echo "fuzz/$(basename "$f" .c)"; done
    ;;
  golden)
    # Every stem counts, so that an .out without its .cmd does not go unseen.
    for f in "$ROOT"/tests/golden/*.{cmd,out,err,in,status}; do
      [ -e "$f" ] && f=${f##*/} && echo "golden/${f%.*}"
    done | sort -u
    ;;
  reject)
    for f in "$ROOT"/tests/reject/*.{json,err}; do
      [ -e "$f" ] && f=${f##*/} && echo "reject/${f%.*}"
    done | sort -u
    ;;
  fixed)
    for f in "$ROOT"/tests/fixed/*/; do [ -d "$f" ] && echo "fixed/$(basename "$f")"; done
    ;;
  *)
    for f in "$ROOT/tests/$kind"/*.sh; do [ -e "$f" ] && echo "$kind/$(basename "$f" .sh)"; done
    ;;
  esac
  return 0
}

# ---- Running one test ---------------------------------------------------------------------------
# These run in the worker process.  They print what a person needs to know on standard output and
# set passed, failed and skipped.

# in_sandbox DIR OUT ERR COMMAND...: run a command in the test's environment, with the test's
# directory as the current one, its output going to OUT and ERR (which may be the same file).
# What our own shell has to say about a command killed by a signal is thrown away.
in_sandbox() {
  local dir=$1 out=$2 err=$3
  shift 3
  {
    (
      cd "$dir/cwd" || exit 125
      exec >"$out"
      if [ "$err" = "$out" ]; then exec 2>&1; else exec 2>"$err"; fi
      umask 022
      ulimit -c 0
      exec env -i PATH="$PATH" HOME="$dir/home" XDG_DATA_HOME="$dir/home/data" \
        XDG_CONFIG_HOME="$dir/home/config" XDG_STATE_HOME="$dir/home/state" TMPDIR="$dir/tmp" \
        TMUX_TMPDIR="$dir/tmp" LC_ALL=C TZ=UTC TERM=dumb INPUTRC=/dev/null \
        ROOT="$ROOT" AMIQUIZ="$AMIQUIZ" VARIANT="$variant" \
        ASAN_OPTIONS="detect_leaks=1:exitcode=99:log_path=$dir/sanitizer" \
        UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1:exitcode=99:log_path=$dir/sanitizer" \
        LLVM_PROFILE_FILE="$ROOT/build/$variant/profile/%p-%m.profraw" \
        timeout -k 10 "$limit" "$@"
    )
  } 2>/dev/null
}

# What a status says beyond "wrong".
describe_status() {
  case $1 in
  99) echo "status 99: a sanitizer stopped it" ;;
  124 | 137) echo "status $1: no end within $limit seconds" ;;
  127) echo "status 127: command not found" ;;
  1[3-5][0-9]) echo "status $1: killed by signal $(($1 - 128)) ($(kill -l $(($1 - 128)) 2>/dev/null))" ;;
  *) echo "status $1" ;;
  esac
}

differ() { # EXPECTED GOT WHAT: true, and shown, if they differ
  if cmp -s "$1" "$2"; then return 1; fi
  echo "$3 differs (- expected, + got):"
  diff -u "$1" "$2" | tail -n +3 | head -n 60
  return 0
}

run_program() {
  local dir=$1 binary="$ROOT/build/$variant/tests/$kind/$name" status=0 ok bad
  if [ ! -x "$binary" ]; then
    echo "it was not built: $binary"
    return 1
  fi
  in_sandbox "$dir" "$dir/tap" "$dir/tap" "$binary" </dev/null || status=$?
  ok=$(grep -cE '^ok [0-9]+' "$dir/tap")
  bad=$(grep -cE '^not ok [0-9]+' "$dir/tap")
  skipped=$(grep -cE '^ok [0-9]+ .*# SKIP' "$dir/tap")
  passed=$((ok - skipped))
  failed=$bad
  if ! grep -qxE "1\\.\\.$((ok + bad))" "$dir/tap" || [ $((ok + bad)) -eq 0 ]; then
    failed=$((failed + 1))
    echo "it stopped before its end after $((ok + bad)) tests, $(describe_status $status)"
    tail -n 40 "$dir/tap"
  elif [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
    failed=$((failed + 1))
    echo "all its tests passed, yet it ended with $(describe_status $status)"
    tail -n 20 "$dir/tap"
  elif [ "$bad" -gt 0 ]; then
    # Of a failing run only the failures and what was said about them.
    awk '/^#/ { note = note $0 "\n"; next } /^not ok/ { printf "%s%s\n", note, $0 }
         /^(not )?ok/ { note = "" } !/^(not )?ok|^1\.\./ { print }' "$dir/tap" | head -n 80
  fi
  grep -E '^ok [0-9]+ .*# SKIP' "$dir/tap"
  return 0
}

run_script() {
  local dir=$1 status=0
  in_sandbox "$dir" "$dir/log" "$dir/log" bash "$ROOT/tests/$kind/$name.sh" </dev/null || status=$?
  # A terminal that the script left behind (killed by the time limit, say) goes with it.
  if compgen -G "$dir/tmp/tmux-*/*" >/dev/null; then
    for s in "$dir"/tmp/tmux-*/*; do tmux -S "$s" kill-server 2>/dev/null; done
  fi
  case $status in
  0)
    # Measurements and campaigns have something to say even when all is well.
    case $kind in bench | long | foreign) cat "$dir/log" ;; esac
    return 0
    ;;
  77)
    skipped=1 passed=0
    tail -n 3 "$dir/log"
    return 0
    ;;
  esac
  describe_status $status
  tail -n 80 "$dir/log"
  return 1
}

# Compare one run with its expected files, or write those.
# compare DIR OUT ERR STATUS GOT_STATUS: OUT, ERR and STATUS are the files' names.
compare() {
  local dir=$1 out=$2 err=$3 statusfile=$4 got=$5 want=0 same=0
  if [ -n "$update" ]; then
    cp "$dir/out" "$out"
    # No .err says that nothing may be said there, no .status that it is 0.
    if [ -s "$dir/err" ]; then cp "$dir/err" "$err"; else rm -f "$err"; fi
    if [ "$got" -ne 0 ]; then echo "$got" >"$statusfile"; else rm -f "$statusfile"; fi
    return 0
  fi
  if [ -e "$statusfile" ]; then read -r want <"$statusfile"; fi
  if [ ! -e "$out" ]; then
    echo "expected file is missing: ${out#"$ROOT/"} (make test-update T=$kind/$name writes it)"
    return 1
  fi
  [ -e "$err" ] || err=/dev/null
  if [ "$got" -ne "$want" ]; then
    echo "wanted status $want, got $(describe_status "$got")"
    same=1
  fi
  if differ "$out" "$dir/out" 'standard output'; then same=1; fi
  if differ "$err" "$dir/err" 'standard error'; then same=1; fi
  return $same
}

run_golden() {
  local dir=$1 base="$ROOT/tests/golden/$name" input=/dev/null status=0
  if [ ! -e "$base.cmd" ]; then
    echo "a fixture without its command: tests/golden/$name.cmd is missing"
    return 1
  fi
  [ -e "$base.in" ] && input=$base.in
  in_sandbox "$dir" "$dir/out" "$dir/err" bash "$base.cmd" <"$input" || status=$?
  compare "$dir" "$base.out" "$base.err" "$base.status" $status
}

# A bug that was mended: cmd (run where its files are), out, err, status, in.
run_fixed() {
  local dir=$1 base="$ROOT/tests/fixed/$name" input=/dev/null status=0
  if [ ! -e "$base/cmd" ]; then
    echo "a fixture without its command: tests/fixed/$name/cmd is missing"
    return 1
  fi
  [ -e "$base/in" ] && input=$base/in
  cp -R "$base/." "$dir/cwd/"
  in_sandbox "$dir" "$dir/out" "$dir/err" bash "$base/cmd" <"$input" || status=$?
  compare "$dir" "$base/out" "$base/err" "$base/status" $status
}

run_reject() {
  local dir=$1 base="$ROOT/tests/reject/$name" status=0 first wrong=0
  if [ ! -e "$base.json" ]; then
    echo "a fixture without its input: tests/reject/$name.json is missing"
    return 1
  fi
  in_sandbox "$dir" "$dir/out" "$dir/err" \
    bash -c 'cd "$ROOT/tests/reject" && exec "$AMIQUIZ" pack show "$1"' sh "$name.json" </dev/null || status=$?
  # These hold for every refusal, so an update cannot write them away.
  read -r first <"$dir/err"
  if [ $status -ne 3 ]; then
    echo "a refused file gives status 3, got $(describe_status $status)"
    wrong=1
  fi
  if ! [[ $first =~ ^[^:]+:[0-9]+:[0-9]+:\ error:\  ]]; then
    echo "the first line must look like file:line:column: error: ..., got: $first"
    wrong=1
  fi
  if [ -s "$dir/out" ]; then
    echo "a refusal prints nothing on standard output, got:"
    head -n 20 "$dir/out"
    wrong=1
  fi
  if [ -n "$update" ] && [ $wrong -eq 0 ]; then
    cp "$dir/err" "$base.err"
  elif [ ! -e "$base.err" ]; then
    echo "expected file is missing: tests/reject/$name.err (make test-update T=$kind/$name writes it)"
    wrong=1
  elif differ "$base.err" "$dir/err" 'standard error'; then
    wrong=1
  fi
  return $wrong
}

# The worker: one test in one variant, its counts and text left in files for the runner.
# Kept apart from the runner so that xargs can run several at a time.
work() {
  local variant=$1 test=$2 where=$3
  local kind=${test%%/*} name=${test#*/} id=$variant-${test//\//-}
  local dir=$where/$id passed=1 failed=0 skipped=0 status=0 start=$SECONDS
  local AMIQUIZ=$ROOT/build/$variant/amiquiz
  mkdir -p "$dir/cwd" "$dir/home" "$dir/tmp"
  case $kind in
  lint) "$ROOT/tests/lint.sh" "$name" >"$dir.text" 2>&1 </dev/null || status=$? ;;
  unit | property | fault | fuzz) run_program "$dir" >"$dir.text" || status=$? ;;
  golden) run_golden "$dir" >"$dir.text" || status=$? ;;
  fixed) run_fixed "$dir" >"$dir.text" || status=$? ;;
  reject) run_reject "$dir" >"$dir.text" || status=$? ;;
  *) run_script "$dir" >"$dir.text" || status=$? ;;
  esac
  if [ $status -ne 0 ]; then passed=0 failed=1; fi
  # A sanitizer's report counts wherever it was written, also by a child nobody waited for.
  if compgen -G "$dir/sanitizer.*" >/dev/null; then
    if [ $failed -eq 0 ]; then passed=0 failed=1; fi
    head -n 60 "$dir"/sanitizer.* >>"$dir.text"
  fi
  rm -rf "$dir"
  echo "$passed $failed $skipped $((SECONDS - start))" >"$dir.count"
  # Shown at once, in one write as far as the pipe allows, for whoever watches.
  if [ $failed -gt 0 ]; then
    { echo "FAIL $test ($variant): repeat with: $(repeat "$variant" "$test")"
      sed 's/^/    /' "$dir.text"; } >"$dir.shown"
    cat "$dir.shown"
  elif [ $skipped -gt 0 ]; then
    { echo "SKIP $test ($variant): $(head -n 1 "$dir.text")"; } >"$dir.shown"
    cat "$dir.shown"
  elif [ -s "$dir.text" ] && [ "$kind" != lint ]; then
    { echo "---- $test ($variant)"; cat "$dir.text"; } >"$dir.shown"
    cat "$dir.shown"
  fi
}

# The one command that runs this test again.
repeat() {
  case ${2%%/*} in
  lint) echo "make test T=$2" ;;
  long) echo "make test-long T=${2#*/} VARIANTS=$1" ;;
  foreign) echo "make test-foreign T=${2#*/}" ;;
  bench) echo "make bench T=${2#*/}" ;;
  *) echo "make test T=$2 VARIANTS=$1" ;;
  esac
}

# ---- The runner ---------------------------------------------------------------------------------

variants='release asan' kinds='' update='' no_lint='' list=''
jobs=$(nproc 2>/dev/null || echo 2)
wanted=()
while [ $# -gt 0 ]; do
  case $1 in
  --work)
    limit=$5 update=$6
    work "$2" "$3" "$4"
    exit 0
    ;;
  --variants) variants=$2 && shift ;;
  --kinds) kinds=$2 && shift ;;
  --jobs) jobs=$2 && shift ;;
  --update) update=1 ;;
  --bench) kinds=bench variants=release jobs=1 ;;
  --no-lint) no_lint=1 ;;
  --list) list=1 ;;
  -*)
    echo "tests/run.sh: unknown option $1" >&2
    exit 2
    ;;
  *) wanted+=("$1") ;;
  esac
  shift
done

# Campaigns take the time they take; a single test that long has gone astray.
case $kinds in
long) limit=${AMIQUIZ_TEST_LIMIT:-14400} ;;
bench | foreign) limit=${AMIQUIZ_TEST_LIMIT:-3600} ;;
*) limit=${AMIQUIZ_TEST_LIMIT:-180} ;;
esac
prefix=''
case $kinds in long | foreign | bench) prefix=$kinds/ ;; esac
if [ -n "$update" ]; then kinds='golden fixed reject' variants=${variants%% *}; fi
: "${kinds:=$EVERYDAY}"
[ -z "$no_lint" ] || kinds=${kinds/lint/}

all=$(for k in $kinds; do list_kind "$k"; done)
if [ ${#wanted[@]} -eq 0 ]; then
  selected=$all
else
  selected=
  for w in "${wanted[@]}"; do
    w=$prefix${w#"$prefix"}
    found=
    while read -r t; do
      # A whole name, a kind, or a pattern.
      # shellcheck disable=SC2053
      if [[ -n $t && ($t == "$w" || ${t%%/*} == "${w%/}" || $t == $w) ]]; then found+=$t$'\n'; fi
    done <<<"$all"
    if [ -z "$found" ]; then
      echo "tests/run.sh: there is no test \"$w\" (tests/run.sh --list names them all)" >&2
      near=$(grep -iF -- "${w##*/}" <<<"$all" | head -n 5 | tr '\n' ' ')
      [ -z "$near" ] || echo "tests/run.sh: did you mean: $near" >&2
      echo '0 passed, 1 failed'
      exit 1
    fi
    selected+=$found
  done
  selected=$(sort -u <<<"$selected" | sed '/^$/d')
fi
if [ -n "$list" ]; then
  [ -z "$selected" ] || printf '%s\n' "$selected"
  exit 0
fi

where=$(mktemp -d "${TMPDIR:-/tmp}/amiquiz-tests.XXXXXX") || exit 1
trap 'rm -rf "$where"' EXIT
trap 'exit 130' INT TERM

for v in $variants; do
  while read -r t; do
    [ -n "$t" ] || continue
    # The layers and clang's opinion do not depend on the variant.
    case $t in lint/*) [ "$v" = "${variants%% *}" ] || continue ;; esac
    printf '%s\0%s\0%s\0%s\0%s\0' "$v" "$t" "$where" "$limit" "$update"
  done <<<"$selected"
done | xargs -0 -r -n 5 -P "$jobs" "$ROOT/tests/run.sh" --work

passed=0 failed=0 skipped=0 count=0
for f in "$where"/*.count; do
  [ -e "$f" ] || continue
  read -r p b s _ <"$f"
  passed=$((passed + p)) failed=$((failed + b)) skipped=$((skipped + s)) count=$((count + 1))
done

# A worker that died left no count; it must not make the sum look better.
expected=0
for v in $variants; do
  n=$(grep -c . <<<"$selected")
  [ "$v" = "${variants%% *}" ] || n=$((n - $(grep -c '^lint/' <<<"$selected")))
  expected=$((expected + n))
done
if [ $count -lt $expected ]; then
  echo "tests/run.sh: $((expected - count)) tests were started and never ended"
  failed=$((failed + expected - count))
fi

# All failures once more where they are easily found: at the end, one line each.
if [ $failed -gt 0 ] && [ $count -gt 20 ]; then
  echo 'Failed:'
  cat "$where"/*.shown 2>/dev/null | grep '^FAIL '
fi
if [ -n "$update" ]; then echo 'Look at what changed: git diff tests/'; fi
if [ $expected -eq 0 ]; then echo "there are no tests of this kind yet: $kinds"; fi
if [ $skipped -gt 0 ]; then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
# Skipping everything is no failure of ours where other people's programs are missing.
[ $failed -eq 0 ] && { [ $passed -gt 0 ] || [ $skipped -gt 0 ]; }
