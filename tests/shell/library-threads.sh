# The engine's own code and the thread test under the thread sanitizer: no two threads that share a pack
# ever meet at a place that one of them writes to.
. "$ROOT/tests/lib/shell.sh"

CC=gcc

# Does the sanitizer work here, and does it see what it should?
cat >race.c <<'END'
#include <pthread.h>
static int shared;
static void *add(void *context)
{
    for (int i = 0; i < 100000; i++) {
        shared++;
    }
    return context;
}
int main(void)
{
    pthread_t other;
    if (pthread_create(&other, 0, add, 0) != 0) {
        return 1;
    }
    add(0);
    return pthread_join(other, 0);
}
END
if ! $CC -fsanitize=thread -g -pthread race.c -o race 2>err; then
  skip "the thread sanitizer is not installed for $CC"
fi
./race >out 2>err && skip 'the thread sanitizer sees no race in a program that has one' || :
grep -q 'data race' err || skip "the thread sanitizer does not run here: $(head -n 1 err)"

mapfile -t sources < <(find "$ROOT/engine" -name '*.c' ! -name example.c | LC_ALL=C sort)
read -r -a flags <<<"$(make -s -C "$ROOT" --no-print-directory print-flags)"
cd "$ROOT" # the flags are for there
$CC "${flags[@]}" -O1 -g -fsanitize=thread -pthread "${sources[@]}" tests/unit/test_amiquiz_threads.c \
  tests/unit/pack_file.c -lcjson -lm -o "$OLDPWD/threads"
cd "$OLDPWD"
TSAN_OPTIONS=halt_on_error=1:exitcode=66 expect_status 0 ./threads
expect_text 'ok 1 - test_threads' out
