/* The nearest of many names: what a look at all of them finds, but each text is sought once, and not for ever. */
#include "questions/score/nearest.h"

#include <stdio.h>

#include "engine/near.h"
#include "tests/unit/check.h"

/* Known names, and how often one was looked at. */
struct known {
    const char *const *names;
    size_t looks;
};

static const char *known_name(const void *of, size_t number)
{
    /* Counting is all that a look changes. */
    struct known *known = *(struct known *const *)of;
    known->looks++;
    return known->names[number];
}

static void test_once(void)
{
    static const char *const names[] = {"s100", "s2000", "anna", "bert"};
    static const char *const texts[] = {"s10",  "ann", "zzz",    "s10", "",
                                        "bret", "zzz", "S2000x", "ann"};
    struct known known = {names, 0}, *const all = &known;
    const struct nearest_names of = {known_name, &all, 4};
    struct nearest nearest = {0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct near near = {.word = texts[i]};
        for (size_t n = 0; n < 4 && *texts[i] != '\0'; n++) {
            near_offer(&near, names[n]);
        }
        CHECK(nearest_find(&nearest, texts[i], &of) == near.best);
    }
    CHECK_INT(known.looks, 5 * 4);
    nearest_fini(&nearest);
}

/* So many texts are sought for, and what was found stays. */
static void test_limit(void)
{
    enum { COUNT = NEAREST_AMONG };
    static const char *names[COUNT + 1];
    struct known known = {names, 0}, *const all = &known;
    struct nearest_names of = {known_name, &all, COUNT};
    struct nearest nearest = {0};
    char text[16];
    for (size_t i = 0; i <= COUNT; i++) {
        names[i] = "ab";
    }
    CHECK_STR(nearest_find(&nearest, "ab0", &of), "ab");
    for (size_t i = 0; i < 2 * NEAREST_COMPARED / COUNT; i++) {
        (void)snprintf(text, sizeof text, "t%zu", i);
        (void)nearest_find(&nearest, text, &of);
    }
    CHECK(known.looks <= NEAREST_COMPARED && known.looks > NEAREST_COMPARED - COUNT);
    CHECK_STR(nearest_find(&nearest, "ab0", &of), "ab");
    CHECK(nearest_find(&nearest, "ac", &of) == NULL);
    nearest_fini(&nearest);
    of.count = COUNT + 1;
    CHECK(nearest_find(&nearest, "ac", &of) == NULL);
    nearest_fini(&nearest);
}

/* However many texts there are, and however long, memory is bounded; those not kept are sought again. */
static void test_memory(void)
{
    static const char *const names[] = {"ab"};
    struct known known = {names, 0}, *const all = &known;
    const struct nearest_names of = {known_name, &all, 1};
    struct nearest nearest = {0};
    static char text[NEAREST_TEXT + 2];
    memset(text, 'x', NEAREST_TEXT + 1);
    (void)nearest_find(&nearest, text, &of);
    CHECK_INT(nearest.asked.count, 0);
    text[NEAREST_TEXT] = '\0';
    (void)nearest_find(&nearest, text, &of);
    CHECK_INT(nearest.asked.count, 1);
    for (size_t i = 0; i < 2 * (size_t)NEAREST_KEPT; i++) {
        (void)snprintf(text, sizeof text, "%zu", i);
        CHECK(nearest_find(&nearest, text, &of) == NULL);
    }
    CHECK_INT(nearest.asked.count, NEAREST_KEPT);
    CHECK_INT(known.looks, 2 + 2 * NEAREST_KEPT);
    CHECK_STR(nearest_find(&nearest, "ab0", &of), "ab");
    CHECK_STR(nearest_find(&nearest, "ab0", &of), "ab");
    CHECK_INT(known.looks, 4 + 2 * NEAREST_KEPT);
    CHECK(nearest_find(&nearest, "0", &of) == NULL);
    CHECK_INT(known.looks, 4 + 2 * NEAREST_KEPT);
    nearest_fini(&nearest);
}

int main(void)
{
    RUN(test_once);
    RUN(test_limit);
    RUN(test_memory);
    return check_end();
}
