/**
 * FSRS-6 once more, written down from its description in another way: long doubles, no rounding, one
 * formula after the other on a whole history.
 */
#ifndef TESTS_UNIT_SLOW_FSRS_H
#define TESTS_UNIT_SLOW_FSRS_H

#include <stddef.h>

/** One review of a history, and what is known after it. */
struct slow_review {
    long days;                         /* since the review before */
    int rating;                        /* 1 again to 4 easy */
    long double recall;                /* just before it; -1 on the first */
    long double stability, difficulty; /* after it */
};

/** Fill in recall, stability and difficulty of a history. */
void slow_fsrs(struct slow_review reviews[], size_t count);
/** Days until recall sinks to `retention`, not rounded. */
long double slow_fsrs_interval(long double stability, long double retention);

#endif
