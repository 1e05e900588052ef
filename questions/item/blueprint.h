/**
 * Which question comes next, so that a bank is spread evenly over what there is to know: over the
 * kinds by their weight, within a kind over its targets, within a target over its cases, and over the
 * ways to tell a case.  The seed decides between equals; the same pool and seed give the same picks.
 *
 * Papers have one blueprint and cases of their own: the sequence of targets hangs on the seed alone,
 * the cases on the seed and the paper's number.
 */
#ifndef QUESTIONS_ITEM_BLUEPRINT_H
#define QUESTIONS_ITEM_BLUEPRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/pool.h"

/** One question to make. */
struct pick {
    size_t spot;
    size_t telling; /* index into the frame's tellings */
    size_t repeat;  /* 1: it comes for the first time */
};

struct blueprint; /* private to questions/item/blueprint.c */

struct blueprint_options {
    uint64_t seed;
    uint64_t paper; /* 0: a bank for all */
    bool repeats;   /* when everything was asked, begin again */
};

/** NULL when memory ran out; blueprint_free() frees it.  The pool must outlive it. */
struct blueprint *blueprint_new(struct pool *pool, const struct blueprint_options *options);
void blueprint_free(struct blueprint *blueprint);
/**
 * The next question.
 * @return false when there is none left, or memory ran out (blueprint_failed())
 */
bool blueprint_next(struct blueprint *blueprint, struct pick *pick);
/**
 * Ask about a spot, whatever is due: for banks that must cover something.  It counts as asked.
 * @return false when it cannot be told in another way any more, or memory ran out
 */
bool blueprint_take(struct blueprint *blueprint, size_t spot, struct pick *pick);
bool blueprint_failed(const struct blueprint *blueprint);

/**
 * Make the item of a pick.  The key gets the place where keys of such questions stood least so far.
 * @return false when memory ran out
 */
bool blueprint_item(struct blueprint *blueprint, const struct pick *pick, struct arena *arena,
                    struct item *item);
/**
 * The same item as a bank of papers holds it: in an order that hangs on the seed and the question
 * alone, so that every paper finds it the same.
 * @order  receives the frame's option at each place
 */
bool blueprint_common_item(struct blueprint *blueprint, const struct pick *pick,
                           struct arena *arena, struct item *item,
                           unsigned char order[ITEM_OPTIONS_MAX]);
/** An order of the options for one paper, as blueprint_item() would choose it. */
void blueprint_order(struct blueprint *blueprint, const struct pick *pick,
                     unsigned char order[ITEM_OPTIONS_MAX]);

#endif
