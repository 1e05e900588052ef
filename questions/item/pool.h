/**
 * A pool: everything that a pack can be asked under somebody's wishes.  Its spots are sorted into
 * classes (a decision, or another kind of question) and targets (a row, a misconception, a group of
 * the kind), so that a bank can be spread over what there is to know instead of over cases, most of
 * which are trivial.  Frames are made when they are first wanted, and kept: their number is bounded by
 * the pack, however many items are made of them.
 */
#ifndef QUESTIONS_ITEM_POOL_H
#define QUESTIONS_ITEM_POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/frame.h"
#include "questions/item/kind.h"

#define POOL_KINDS_MAX 16 /* kinds beside the decisions */

/** What is wanted. */
struct pool_wishes {
    uint32_t decisions; /* bit i: decision i is asked as such */
    uint32_t kinds;     /* bit i: question_kinds[i], not counting the decisions' own */
    bool inferred;      /* rows marked `inferred` may decide */
};

/** Spots that are about one thing. */
struct pool_target {
    size_t group;  /* of its spots; SIZE_MAX: it is about a misconception */
    size_t belief; /* that misconception; SIZE_MAX: none */
    size_t *spots; /* indices, in the order of the kind */
    size_t count;
};

/** A decision asked as such, or another kind of question. */
struct pool_class {
    const struct kind *kind;
    size_t decision; /* SIZE_MAX: all that the kind has */
    size_t weight;   /* how often it comes, beside the others */
    struct pool_target *targets;
    size_t target_count;
};

/** Read-only for its users but for pool_frame(). */
struct pool {
    const struct subject *subject;
    struct pool_wishes wishes;
    struct spots spots;
    struct frame **frames; /* of each spot; NULL: not wanted yet */
    struct pool_class *classes;
    size_t class_count;
    struct arena arena; /* owns classes, targets and their lists */
};

/** NULL when memory ran out; pool_free() frees it. */
struct pool *pool_new(const struct subject *subject, const struct pool_wishes *wishes);
void pool_free(struct pool *pool);
/** NULL when memory ran out. */
const struct frame *pool_frame(struct pool *pool, size_t spot);

/** All that the pack supports. */
struct pool_wishes pool_all(const struct subject *subject);
/** The row that decides the case of a spot; NULL: it is about no case. */
const struct rule *pool_rule(const struct pool *pool, size_t spot);
/** What somebody with a misconception answers at a spot that asks its decision, if that is wrong and
 * among the options: an outcome; SIZE_MAX: it does not show there. */
size_t pool_belief_shows(const struct pool *pool, size_t spot, size_t misconception);

#endif
