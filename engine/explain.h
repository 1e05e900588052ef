/**
 * Why a case is decided as it is: the rows passed over, why another outcome is not the answer, and
 * the smallest changes that would make it so.  All exact, all by looking at every case.
 */
#ifndef ENGINE_EXPLAIN_H
#define ENGINE_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/cases.h"
#include "engine/pack.h"
#include "engine/table.h"

/** The first condition, in pack order of the facts, that keeps a rule from a case; SIZE_MAX: none. */
size_t explain_first_failing(const struct rule *rule, uint32_t whole);
/** All conditions that keep a rule from a case: bit i is fact i. */
uint32_t explain_failing(const struct rule *rule, uint32_t whole);

/** Why an outcome is not the answer. */
struct why_not {
    size_t rule;      /* index of the row for that outcome; SIZE_MAX: no row has it */
    uint32_t failing; /* its conditions that fail; 0 when an earlier row takes the case */
    size_t taken_by;  /* that earlier row (failing == 0), else SIZE_MAX */
};

/**
 * The row for an outcome that is nearest to deciding the case: the one with the fewest failing
 * conditions, the earliest of equals; a row that matches but comes too late has none failing.
 */
struct why_not explain_why_not(const struct decision *decision, const struct table *table,
                               uint32_t whole, size_t outcome);

/** Sets of facts that, changed together, lead to some outcome: bit i of a set is fact i. */
struct changes {
    uint32_t *sets; /* owned; all of one size, the fewest facts, in rising order of the bits */
    size_t count;
};

/**
 * Every smallest set of changes to a possible case with the outcome.
 * @may_change  facts that may change (all bits: any)
 * @changes     receives them; none when no such case can be reached.  changes_fini() frees.
 * @return      false when memory ran out.
 * A possible case that has the outcome already needs one empty set.
 */
bool explain_changes(const struct table *table, const struct case_set *possible, uint32_t whole,
                     size_t outcome, uint32_t may_change, struct changes *changes);
void changes_fini(struct changes *changes);

#endif
