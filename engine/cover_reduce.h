/** A smaller problem with as good an answer: private to engine/cover_make.c. */
#ifndef ENGINE_COVER_REDUCE_H
#define ENGINE_COVER_REDUCE_H

#include "engine/cover_search.h"

/**
 * Take away, until nothing more is found,
 *   - a thing in whose place another one always does: whatever it meets with some partner, the other
 *     meets with the same;
 *   - a goal that another goal brings along: every option of that one is an option of this one.
 * Numbers of things stay, options and goals become fewer.  Every answer to what is left is one to the
 * whole, and some smallest answer is among them.  Large problems are left as they are.
 * @return  false when memory ran out
 */
bool cover_reduce(struct cover_problem *problem);

#endif
