# The same bytes whatever the compiler: the program is built by clang with -O3, and by gcc without
# optimisation, and must print what the golden tests expect.  (Two arguments of one call that both drew
# from the generator of chance once made another drill with clang.)
. "$ROOT/tests/lib/shell.sh"

command -v clang >/dev/null || skip 'clang is not installed'

# built NAME MAKE-ARGUMENTS...: a program of its own directory, beside the variants.
built() {
  local name=$1
  shift
  env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -s -C "$ROOT" BUILD="build/other-$name" "$@" all >log 2>&1 ||
    { cat log; fail "it does not build: $*"; }
  [ -x "$ROOT/build/other-$name/amiquiz" ] || fail "there is no program in build/other-$name"
}

# Every golden test, but those that say where the program or its data lie.
compare_golden() {
  local cmd base input bad=0 tried=0
  for cmd in "$ROOT"/tests/golden/*.cmd; do
    base=${cmd%.cmd}
    [ -e "$base.out" ] || continue
    input=/dev/null
    [ ! -e "$base.in" ] || input=$base.in
    mkdir -p cwd && rm -rf cwd home && mkdir cwd home
    (cd cwd && HOME=$PWD/../home XDG_DATA_HOME=$PWD/../home AMIQUIZ=$ROOT/build/other-$1/amiquiz \
      bash "$cmd" <"$input") >out 2>err || :
    tried=$((tried + 1))
    cmp -s "$base.out" out || { bad=$((bad + 1)); echo "golden/${base##*/} differs"; diff "$base.out" out | head -n 10; }
  done
  [ $tried -gt 100 ] || fail "only $tried golden tests were found"
  [ $bad -eq 0 ] || fail "$bad of $tried golden tests print other bytes when built by $1"
  echo "built by $1: $tried golden tests print the same bytes"
}

built clang CC=clang CFLAGS=-O3
compare_golden clang
built plain CC=gcc VARIANT=debug
compare_golden plain
