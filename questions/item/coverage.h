/**
 * What a bank covers of a pack, and which questions a bank needs to cover it.  Three things count: that
 * every row decides, that every condition of a row is shown to matter (engine/cover.h), and that every
 * misconception shows and is told apart from every other one of its decision.  Only questions that
 * simply ask a decision can prove rows, conditions and pairs; any may show a misconception.
 */
#ifndef QUESTIONS_ITEM_COVERAGE_H
#define QUESTIONS_ITEM_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/cover.h"
#include "questions/item/pool.h"

/** What is to be covered: bits. */
enum {
    COVER_RULES = 1,
    COVER_CONDITIONS = 2,
    COVER_BELIEFS = 4,
    COVER_ALL = COVER_RULES | COVER_CONDITIONS | COVER_BELIEFS
};

/** A question that was made. */
struct coverage_note {
    size_t spot;
    const char *id;       /* owned by the coverage */
    struct texts beliefs; /* ids of misconceptions that its options fit, once for each option; the
                             list is the coverage's, the ids are the pack's */
};

/** One decision's rows and conditions. */
struct coverage_part {
    size_t decision;
    struct case_set usable; /* cases that are asked */
    struct cover cover;
    struct cover_task task;
};

/** Everything but `pool` is owned. */
struct coverage {
    struct pool *pool;
    struct coverage_part *parts; /* one for each decision that is asked as such */
    size_t part_count;
    struct coverage_note *notes; /* in the order of the bank */
    size_t note_count, note_capacity;
    struct arena arena;
};

/** Find what there is to cover; NULL when memory ran out.  The pool must outlive it. */
struct coverage *coverage_new(struct pool *pool);
void coverage_free(struct coverage *coverage);

/** A set of spots. */
struct coverage_plan {
    size_t *spots; /* owned */
    size_t count;
    bool smallest; /* no smaller bank covers as much: proved */
};
/**
 * Choose as few questions as can be found that cover all that can be covered.
 * @goals  COVER_RULES, ... or-ed
 * @return false when memory ran out
 */
bool coverage_choose(const struct coverage *coverage, unsigned goals, struct coverage_plan *plan);
void coverage_plan_fini(struct coverage_plan *plan);

/**
 * The spots of misconceptions that show in one case only; cases that differ only in facts that no
 * row and no misconception of the decision reads count as one.
 * @return how many there are; the first `most` are put into `spots`
 */
size_t coverage_one_case(const struct coverage *coverage, size_t spots[], size_t most);

/** Note a question that was made; false when memory ran out. */
bool coverage_note(struct coverage *coverage, size_t spot, const struct item *item);

/* What the questions noted so far cover. */

/** The next question, from note `from` on, that asks the decision in a case that this row decides;
 * SIZE_MAX: none. */
size_t coverage_of_rule(const struct coverage *coverage, size_t decision, size_t rule, size_t from);
/** Two questions that show a condition; false: no two do. */
bool coverage_of_condition(const struct coverage *coverage, const struct coverage_part *part,
                           const struct cover_condition *condition, size_t notes[2]);
/** The next question, from note `from` on, with an option that fits the misconception. */
size_t coverage_of_belief(const struct coverage *coverage, size_t misconception, size_t from);
/** Do two misconceptions give different answers at a spot, both of them options? */
bool coverage_apart(const struct coverage *coverage, size_t spot, size_t a, size_t b);
/** A question that tells two misconceptions apart; SIZE_MAX: none. */
size_t coverage_of_pair(const struct coverage *coverage, size_t a, size_t b);
/** Could any question of the pool do it? */
bool coverage_can_tell_apart(const struct coverage *coverage, size_t a, size_t b);

#endif
