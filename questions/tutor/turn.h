/**
 * What sittings of every kind do with a turn: find words for its case that were not used lately, keep
 * it in the log, keep what happened to it.
 */
#ifndef QUESTIONS_TUTOR_TURN_H
#define QUESTIONS_TUTOR_TURN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/text/rng.h"
#include "questions/tutor/session.h"

/** Where a turn belongs; see struct asked. */
struct turn_course {
    const char *pack, *digest;
    int64_t round;
};

/** Keep a question before anybody sees it; its number goes into the turn.  false: it was not kept. */
bool turn_log_asked(const struct session_log *log, const struct session_clock *clock,
                    const struct turn_course *course, struct turn *turn);
/** Keep what happened; of an answer `chosen` and `correct` of the turn go along.  @at
 * receives when: Unix time; may be NULL */
bool turn_log_event(const struct session_log *log, const struct session_clock *clock,
                    const struct turn *turn, enum happening what, int64_t milliseconds,
                    int64_t *at);

/** The first option that was chosen and is wrong; of an answer that is right, the first chosen. */
size_t turn_told_option(const struct turn *turn);

/** A telling that fits the case, one of those that were used least in these turns. */
size_t turn_draw_telling(const struct subject *subject, size_t decision, uint32_t whole,
                         const struct turn turns[], size_t count, struct rng *rng);

/** Draw a rank for each outcome: yes and no keep their places, longer lists are shuffled. */
void turn_draw_ranks(const struct decision *decision, size_t rank[], struct rng *rng);
/** Sort a handful of outcomes by their rank. */
void turn_sort_outcomes(const size_t rank[], size_t outcomes[], size_t count);

#endif
