/** The exact half of engine/patterns.c: all prime patterns of a few facts, and a smallest choice. */
#ifndef ENGINE_PATTERNS_CHOOSE_H
#define ENGINE_PATTERNS_CHOOSE_H

#include "engine/patterns.h"

/**
 * Replace a description of `must` by a smaller one, if there is one.
 * @must, @may  over at most PATTERNS_EXACT_FACTS facts; `must` is not empty
 * @patterns    a description already
 * @return      false when memory ran out.
 */
bool patterns_choose(const struct case_set *must, const struct case_set *may,
                     struct patterns *patterns);

#endif
