/**
 * A set of cases described in few patterns: conjunctions of facts that together match all of it and
 * nothing that must not be matched.  This is two-level minimisation with don't-cares (Quine 1955,
 * McCluskey 1956).  Patterns are grown one by one; with at most PATTERNS_EXACT_FACTS facts all prime
 * patterns (those that can lose no condition without matching what must not be matched) are found, too, and a smallest choice of
 * them is searched for.
 */
#ifndef ENGINE_PATTERNS_H
#define ENGINE_PATTERNS_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/cases.h"

#define PATTERNS_EXACT_FACTS 11u

/** Patterns; widest first. */
struct patterns {
    struct partial *items; /* owned */
    size_t count, capacity;
};

/**
 * Describe `must`.
 * @may       cases that may be matched: `must`, and those that do not matter
 * @patterns  zeroed; receives them; patterns_fini() frees.  None of them can be spared or do with
 *            fewer conditions.  With at most PATTERNS_EXACT_FACTS facts there are as few as there
 *            can be, and among equals as few conditions, unless the search is given up (it takes a
 *            bounded number of steps, so the same set gets the same patterns on every machine).
 * @return    false when memory ran out
 */
bool patterns_describe(const struct case_set *must, const struct case_set *may,
                       struct patterns *patterns);
void patterns_fini(struct patterns *patterns);

/** Append a pattern; false when memory ran out. */
bool patterns_add(struct patterns *patterns, struct partial pattern);
/** Is every case that matches in the set? */
bool patterns_inside(const struct case_set *set, struct partial pattern);
/** How many cases of a set match. */
size_t patterns_count(const struct case_set *set, struct partial pattern);

#endif
