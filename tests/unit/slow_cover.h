/**
 * engine/cover.h a second time, from the definition: which pairs of cases show a condition, and whether
 * fewer cases could meet the same goals.  Shares no algorithm with the engine.
 */
#ifndef TESTS_UNIT_SLOW_COVER_H
#define TESTS_UNIT_SLOW_COVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/unit/slow_engine.h"

/** Which cases may be chosen, and which may stand for another outcome; one entry a case. */
struct slow_may {
    const bool *use, *contrast;
};

/** Ways to meet a goal: two cases, or one twice. */
struct slow_goal {
    uint32_t (*ways)[2]; /* owned; in rising order */
    size_t count, capacity;
};

/** What is known of one condition. */
struct slow_condition {
    struct slow_goal goal; /* the pairs: the nearest, else any minimal ones */
    bool constant;         /* the fact never changes in possible cases */
    bool withheld;         /* some pair would show it, but for cases that may not be used */
    bool undecided;        /* the fact leads to a case without an outcome */
};

/** A condition of a row that decides some case that may be used. */
struct slow_condition slow_condition(const struct slow *slow, const struct slow_may *may, int row,
                                     size_t fact);
void slow_goal_add(struct slow_goal *goal, uint32_t a, uint32_t b);
void slow_goal_fini(struct slow_goal *goal);
bool slow_goal_met(const struct slow_goal *goal, const bool chosen[]);

enum slow_answer { SLOW_NO, SLOW_YES, SLOW_TOO_LONG };
/**
 * Is there a set of at most `most` cases that meets every goal?  Every way of the goal with the fewest
 * ways is tried, and given up when goals that have no case in common are more than may still be chosen.
 * @steps  how many choices may be tried
 */
enum slow_answer slow_can(const struct slow_goal goals[], size_t count, size_t cases, size_t most,
                          size_t steps);

#endif
