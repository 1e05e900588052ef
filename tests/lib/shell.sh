# Helpers for tests/shell, tests/long and tests/foreign.  A test begins with:
#
#   . "$ROOT/tests/lib/shell.sh"
#
# It is then under `set -eu -o pipefail`: a command that fails ends the test, and so it fails.
# shellcheck shell=bash
set -eu -o pipefail

# fail TEXT...: end the test as failed, saying where.
fail() {
  echo "${BASH_SOURCE[${depth:-1}]##*/}:${BASH_LINENO[${depth:-1} - 1]}: $*" >&2
  exit 1
}

# skip TEXT...: end the test as skipped.
skip() {
  echo "$*"
  exit 77
}

# expect_status N COMMAND...: the command ends with status N.  What it printed is in the files out
# and err of the current directory afterwards.
expect_status() {
  local want=$1 got=0
  shift
  "$@" >out 2>err || got=$?
  if [ "$got" -ne "$want" ]; then
    echo "command: $*"
    echo "standard output (first lines):" && head -n 30 out
    echo "standard error (first lines):" && head -n 30 err
    depth=2 fail "wanted status $want, got $got"
  fi
}

# expect_out FILE COMMAND...: the command succeeds and prints exactly FILE; with - for FILE, what
# stands in the here-document.
expect_out() {
  local want=$1 got=0
  shift
  if [ "$want" = - ]; then
    cat >expected
    want=expected
    "$@" >out 2>err </dev/null || got=$?
  else
    "$@" >out 2>err || got=$?
  fi
  if [ "$got" -ne 0 ] || ! cmp -s "$want" out; then
    echo "command: $* (status $got)"
    head -n 30 err
    diff -u "$want" out | tail -n +3 | head -n 60 || :
    depth=2 fail "other output than wanted (- wanted, + got)"
  fi
}

# same FILE_A FILE_B: byte for byte.
same() {
  if ! cmp -s "$1" "$2"; then
    diff -u "$1" "$2" | head -n 60 || :
    depth=2 fail "$1 and $2 differ"
  fi
}

# expect_text TEXT FILE: TEXT stands somewhere in FILE, as it is.
expect_text() {
  if ! grep -qF -- "$1" "$2"; then
    head -n 40 "$2"
    depth=2 fail "\"$1\" is not in $2"
  fi
}

# npm_packages NAME: let node find the packages that tests/lib/fetch-npm.sh keeps under that name; the
# test is skipped where they are not there.
npm_packages() {
  command -v node >/dev/null || skip 'node is not installed'
  [ -e "$ROOT/build/foreign/$1/whole" ] ||
    skip "the packages of npm for this are not there; make test-foreign fetches them where it can"
  export NODE_PATH=$ROOT/build/foreign/$1/node_modules
}

# bank_keys FILE: of a bank in NDJSON a line for each question: its id, the letter of its key (the first,
# where there are several), how many options it has.  For tests/lib/class.awk.
bank_keys() {
  sed -n 's/^{"id":"\([^"]*\)".*/\1 &/p' "$1" | awk '{
    id = $1
    match($0, /"answer":\["[A-Z]/)
    letter = substr($0, RSTART + RLENGTH - 1, 1)
    print id, letter, gsub(/"id":"[A-Z]","text"/, "") }'
}

# without_leaks COMMAND...: for what will be killed.  Under a sanitizer a blow that falls within its search for
# leaks, when all else is done, would leave a message of that search.
without_leaks() {
  ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0 "$@"
}
