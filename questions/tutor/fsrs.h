/**
 * FSRS-6, the model of memory behind the schedule: from when something was asked and how it went it
 * says how long it will be remembered.  Pure arithmetic with the published default parameters.
 *
 * Stability is the number of days after which recall has sunk to 90 %, difficulty a number from 1 to
 * 10.  Every step is rounded to 8 decimals, as the reference implementation does, so that a long
 * history gives the same bytes whatever the last bit of a logarithm is on a machine.
 *
 * Source: "The Algorithm", section FSRS-6, of the wiki of fsrs4anki (open-spaced-repetition), read
 * 2026-11-26; held against npm ts-fsrs 5.4 by tests/foreign/fsrs.sh.
 */
#ifndef QUESTIONS_TUTOR_FSRS_H
#define QUESTIONS_TUTOR_FSRS_H

#include <stdbool.h>
#include <stdint.h>

#define FSRS_RETENTION    0.9   /* recall that the schedule aims at, unless said otherwise */
#define FSRS_INTERVAL_MAX 36500 /* days; also the highest stability */

/** How it went, in the numbers of review logs. */
enum fsrs_rating { FSRS_AGAIN = 1, FSRS_HARD, FSRS_GOOD, FSRS_EASY };

/** What is remembered of one thing.  Zeroed: nothing yet. */
struct fsrs_state {
    double stability;  /* days, 0.001 to 36500; 0: never reviewed */
    double difficulty; /* 1 to 10 */
};

/** Was it ever reviewed? */
bool fsrs_known(struct fsrs_state state);
/**
 * The chance of recall, 0 to 1, so many days after the latest review; of a state that was reviewed.
 * @days  at least 0
 */
double fsrs_recall(struct fsrs_state state, int64_t days);
/**
 * The state after one more review.
 * @days  since the review before, at least 0; 0, the same day, follows the short-term formula.
 *        Without meaning for the first review.
 */
struct fsrs_state fsrs_review(struct fsrs_state state, int64_t days, enum fsrs_rating rating);

/** How many times the stability an interval is, for a wanted recall above 0 and at most 1. */
double fsrs_modifier(double retention);
/** Days until the next review, 1 to 36500: stability times the modifier, rounded. */
int64_t fsrs_interval(struct fsrs_state state, double modifier);

/**
 * Calendar days in UTC from one moment to another, which is what the formulas count; 0 when a clock
 * went back.  Unix times, seconds.
 */
int64_t fsrs_days(int64_t from, int64_t to);
/** The number of the calendar day in UTC of a Unix time: 0 is 1 January 1970. */
int64_t fsrs_day(int64_t at);

#endif
