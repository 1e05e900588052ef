/**
 * A course of study in figures: what is remembered of each rule, how many answers a day, how sure
 * against how right, what was believed after every tenth answer, and which two beliefs at once.  All of
 * it from the records of the log, told in any order.
 */
#ifndef QUESTIONS_TUTOR_FIGURES_H
#define QUESTIONS_TUTOR_FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/tutor/belief.h"
#include "questions/tutor/choose.h"
#include "questions/tutor/memory.h"
#include "questions/tutor/record_case.h"

#define FIGURES_STEP 10 /* answers of a decision between two looks at what is believed */
#define FIGURES_SURE 5  /* groups of confidence: 0 to 19, 20 to 39, ... 80 to 100 */

struct figure_answer; /* private to questions/tutor/figures.c */

/** One calendar day on which something was answered. */
struct figure_day {
    int64_t day; /* its number, as in fsrs_day() */
    size_t answered, right;
};

/** Answers that came with about the same confidence. */
struct figure_sure {
    size_t answered, right;
    int64_t confidence; /* sum over the answers */
};

/** Zeroed before figures_init(). */
struct figures {
    const struct subject *subject;
    struct targets targets;
    struct memory memory;
    struct figure_answer *answers; /* owned */
    size_t count, capacity;
    struct record_tally total;
    struct figure_day *days; /* owned; the earliest first; once settled */
    size_t day_count;
    struct figure_sure sure[FIGURES_SURE];
};

/** Begin; false when memory ran out.  figures_fini() is called in any case. */
bool figures_init(struct figures *figures, const struct subject *subject);
void figures_fini(struct figures *figures);
/** Note a record of the pack, or of a bank made from it; false when memory ran out. */
bool figures_note(struct figures *figures, const struct outcome_record *record);
/** All was noted: put it in order.  False when memory ran out. */
bool figures_settle(struct figures *figures);

/** Answers about cases of a decision, once settled. */
size_t figures_about(const struct figures *figures, size_t decision);
/**
 * What the first `count` of them say is believed, as a drill would have it then: the latest
 * BELIEF_ANSWERS of these count.
 * @belief  of the decision
 */
void figures_believed(const struct figures *figures, struct belief *belief, size_t count);

#define FIGURES_PAIR 0.5 /* so likely must two misconceptions at once be to be told of */

/** Two misconceptions of a decision that somebody seems to hold at once. */
struct figure_pair {
    bool told; /* false: there are none, and the rest means nothing */
    size_t misconceptions[2];
    double probability; /* of both, in either order of their rows, where pairs are weighed, too */
};
/**
 * Somebody who holds two misconceptions at once fits none of them alone, and so looks like a guesser: where
 * guessing leads, and there are no more than BELIEF_PAIRS_MOST misconceptions, do two of them explain the
 * first `count` answers better?
 * @belief  what these answers say is believed: figures_believed()
 * @pair    receives the likeliest two, from FIGURES_PAIR on
 * @return  false when memory ran out
 */
bool figures_pair(const struct figures *figures, const struct belief *belief, size_t count,
                  struct figure_pair *pair);

#endif
