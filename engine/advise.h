/**
 * Which fact to ask for next: a plan of questions that reaches the outcome of a decision with the
 * fewest questions in the mean over equally likely possible cases; of equal plans the one with the
 * fewest at worst, then the one that asks facts in pack order.
 *
 * The plan is exact (dynamic programming over the sets of cases that answers can leave) as long as
 * there are at most ADVISE_STATES_MAX such sets, and not too much work; beyond that it takes the fact
 * that leaves the fewest cases undecided, and says so.  Each answer leaves less to work out, so that
 * the last questions of a large pack are exact again.
 */
#ifndef ENGINE_ADVISE_H
#define ENGINE_ADVISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/cases.h"
#include "engine/table.h"

#define ADVISE_STATES_MAX ((size_t)1 << 20)

/** What is best to do when some facts are known. */
struct advice {
    size_t fact; /* the fact to ask for; SIZE_MAX: nothing need be asked */
    double
        mean; /* questions still to come, this one included, in the mean over the possible cases left */
    size_t worst; /* at worst */
    bool exact;   /* false: the step by step choice, `mean` and `worst` are then 0 */
};

struct advise; /* private to engine/advise.c: a plan with what it has worked out so far */

/** Begin a plan.  `table` and `possible` must outlive it.  NULL when memory ran out. */
struct advise *advise_new(const struct table *table, const struct case_set *possible);
void advise_free(struct advise *advise);
/**
 * The next question.  Nothing need be asked where all possible cases have one outcome, or there
 * are none.
 * @return false when memory ran out.
 */
bool advise_next(struct advise *advise, struct partial facts, struct advice *advice);

#endif
