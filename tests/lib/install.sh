# Installing what the running variant has built, without building anything: two tests that made objects in
# the same folder at the same time would spoil each other's.  After shell.sh:
#
#   . "$ROOT/tests/lib/install.sh"
# shellcheck shell=bash

# install_make GOAL VARIABLE=VALUE...: make install or uninstall.  The files that say which flags and
# sources there were (-o) count as they are, so that nothing looks old.
install_make() {
  local built=build/$VARIANT
  make -C "$ROOT" --no-print-directory VARIANT="$VARIANT" -o "$built/flags" -o "$built/engine.list" \
    -o "$built/questions.list" -o "$built/packs.list" "$@" >make.out 2>make.err ||
    { cat make.out make.err; depth=2 fail "make $* failed"; }
}

# How a program is compiled that links this variant of the library, for the tests that read this.
# shellcheck disable=SC2034
case $VARIANT in
asan) LIBRARY_CC=gcc LIBRARY_FLAGS='-fsanitize=address,undefined' ;;
coverage) LIBRARY_CC=gcc LIBRARY_FLAGS='--coverage' ;;
mcdc)
  LIBRARY_CC=$(command -v clang-19 || command -v clang-20 || command -v clang-21 || command -v clang)
  LIBRARY_FLAGS='-fprofile-instr-generate'
  ;;
*) LIBRARY_CC=gcc LIBRARY_FLAGS='' ;;
esac
