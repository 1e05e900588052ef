# What measurements share.

bench_program() { # NAME FOLDER: compile tests/bench/NAME.c, which needs nothing of ours, to FOLDER/NAME
  "${CC:-cc}" -O2 -std=c11 -D_DEFAULT_SOURCE -D_POSIX_C_SOURCE=200809L -o "$2/$1" "$ROOT/tests/bench/$1.c"
}
