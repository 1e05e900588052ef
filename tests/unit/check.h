/**
 * The unit tests' own harness: a few macros that print TAP.
 *
 *     static void test_sum(void)
 *     {
 *         REQUIRE(table != NULL);          // false: leaves this function
 *         CHECK_INT(sum(table), 3);        // false: prints both values and goes on
 *     }
 *
 *     int main(void)
 *     {
 *         RUN(test_sum);
 *         return check_end();
 *     }
 *
 * A helper in another file may include this too: all share one state.  REQUIRE in a helper leaves
 * only the helper, so it must return void.
 */
#ifndef TESTS_UNIT_CHECK_H
#define TESTS_UNIT_CHECK_H

/* Is memory watched over, which takes some of its own?  gcc and clang say it in different ways. */
#if defined(__SANITIZE_ADDRESS__)
#define ADDRESS_SANITIZED 1
#elif defined(__has_feature)
#define ADDRESS_SANITIZED __has_feature(address_sanitizer)
#else
#define ADDRESS_SANITIZED 0
#endif

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct check_state {
    unsigned tests;   /* run so far */
    unsigned failed;  /* tests with at least one false check */
    bool bad;         /* the running test has one */
    const char *skip; /* why the running test was skipped, or NULL */
};

/* Weak, so that a test and its helpers are linked to the same one without a file for it. */
__attribute__((weak)) struct check_state check_state;

/** Note a false check of the running test, with its place. */
static inline void check_fail(const char *file, int line, const char *text)
{
    check_state.bad = true;
    printf("# %s:%d: %s\n", file, line, text);
}

static inline bool check_true(bool held, const char *file, int line, const char *text)
{
    if (!held) {
        check_fail(file, line, text);
    }
    return held;
}

/** Print a string for a person: quoted, with control bytes and quotes made visible. */
static inline void check_print_string(const char *label, const char *s)
{
    printf("#   %s ", label);
    if (s == NULL) {
        printf("NULL\n");
        return;
    }
    putchar('"');
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '\n') {
            printf("\\n");
        } else if (c == '"' || c == '\\') {
            printf("\\%c", c);
        } else if (c < 0x20 || c == 0x7f) {
            printf("\\x%02x", c);
        } else {
            putchar(c);
        }
    }
    printf("\"\n");
}

static inline bool check_str(const char *got, const char *want, const char *file, int line,
                             const char *text)
{
    if (got == want || (got != NULL && want != NULL && strcmp(got, want) == 0)) {
        return true;
    }
    check_fail(file, line, text);
    check_print_string("got ", got);
    check_print_string("want", want);
    return false;
}

static inline bool check_int(long long got, long long want, const char *file, int line,
                             const char *text)
{
    if (got == want) {
        return true;
    }
    check_fail(file, line, text);
    printf("#   got  %lld (0x%llx)\n#   want %lld (0x%llx)\n", got, (unsigned long long)got, want,
           (unsigned long long)want);
    return false;
}

static inline bool check_near(double got, double want, double within, const char *file, int line,
                              const char *text)
{
    if (fabs(got - want) <= within || (isnan(got) && isnan(want))) {
        return true;
    }
    check_fail(file, line, text);
    printf("#   got  %.17g\n#   want %.17g, within %g\n", got, want, within);
    return false;
}

/** Run one test function; RUN() gives it its name. */
static inline void check_run(void (*test)(void), const char *name)
{
    check_state.bad = false;
    check_state.skip = NULL;
    test();
    check_state.tests++;
    check_state.failed += check_state.bad ? 1 : 0;
    printf("%s %u - %s", check_state.bad ? "not ok" : "ok", check_state.tests, name);
    if (check_state.skip != NULL && !check_state.bad) {
        printf(" # SKIP %s", check_state.skip);
    }
    putchar('\n');
    fflush(stdout); /* a later crash must not swallow what is known */
}

/** Print the plan, without which the runner takes the tests for cut short.  @return main's status. */
static inline int check_end(void)
{
    printf("1..%u\n", check_state.tests);
    return check_state.failed > 0 || check_state.tests == 0 ? 1 : 0;
}

#define RUN(test) check_run((test), #test)

#define CHECK(cond) ((void)check_true((cond), __FILE__, __LINE__, "CHECK(" #cond ")"))
#define CHECK_STR(got, want)                                                                       \
    ((void)check_str((got), (want), __FILE__, __LINE__, "CHECK_STR(" #got ", " #want ")"))
#define CHECK_INT(got, want)                                                                       \
    ((void)check_int((long long)(got), (long long)(want), __FILE__, __LINE__,                      \
                     "CHECK_INT(" #got ", " #want ")"))
#define CHECK_NEAR(got, want, within)                                                              \
    ((void)check_near((got), (want), (within), __FILE__, __LINE__,                                 \
                      "CHECK_NEAR(" #got ", " #want ", " #within ")"))
#define REQUIRE(cond)                                                                              \
    do {                                                                                           \
        if (!check_true((cond), __FILE__, __LINE__, "REQUIRE(" #cond ")")) {                       \
            return;                                                                                \
        }                                                                                          \
    } while (0)

/* Leave the running test as skipped; the reason is printed and counted. */
#define SKIP(reason)                                                                               \
    do {                                                                                           \
        check_state.skip = (reason);                                                               \
        return;                                                                                    \
    } while (0)

#endif
