/** A problem for engine/cover_search.h made of cases: what cover_choose.c and cover_pairwise.c share. */
#ifndef ENGINE_COVER_MAKE_H
#define ENGINE_COVER_MAKE_H

#include "engine/cover.h"
#include "engine/cover_search.h"

struct cover_maker {
    struct cover_problem problem; /* owned */
    uint32_t *number;             /* owned; of each case, plus 1; 0: none yet */
    uint32_t *cases;              /* owned; of each number */
};

/**
 * @facts    of the pack
 * @cases    how many cases will be numbered at most
 * @return   false when memory ran out; cover_maker_fini() frees in any case
 */
bool cover_maker_init(struct cover_maker *maker, size_t facts, size_t cases, size_t options,
                      size_t goals);
void cover_maker_fini(struct cover_maker *maker);

/** The number of a case, a new one where it has none. */
uint32_t cover_number(struct cover_maker *maker, uint32_t whole);
/** Begin a goal; the options that follow are its own. */
void cover_goal_begin(struct cover_maker *maker);
void cover_goal_option(struct cover_maker *maker, uint32_t a, uint32_t b);

/**
 * Search, and turn the answer into cases.
 * @whole_problem  no option was left out: what is proved of this problem is true of the task
 * @at_least       a bound that holds in any case
 */
bool cover_make_choice(const struct cover_task *task, struct cover_maker *maker, bool whole_problem,
                       size_t at_least, struct cover_choice *choice);

#endif
