/**
 * Choose as few things as possible so that every goal is met: the search behind engine/cover.h, for
 * which things are cases.  A goal is met by any of its options; an option is one thing, or two
 * together.  This is a hitting set problem (NP-hard), with pairs in place of some elements.
 */
#ifndef ENGINE_COVER_SEARCH_H
#define ENGINE_COVER_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Two things, by number; or one, twice. */
struct cover_option {
    uint32_t a, b;
};

struct cover_goal {
    size_t first, count; /* its options: at least one */
};

struct cover_problem {
    size_t things;
    struct cover_option *options; /* goal after goal; no goal has one twice */
    size_t option_count;
    struct cover_goal *goals;
    size_t goal_count;
};

/** Things chosen. */
struct cover_answer {
    bool *chosen; /* of each thing; the caller's */
    size_t count;
    size_t at_least; /* fewer things cannot do */
};

/**
 * A good answer, quickly: step by step what helps most, several times over with ties broken
 * otherwise, and without what turns out to be needless.
 * @return  false when memory ran out
 */
bool cover_search_greedy(const struct cover_problem *problem, struct cover_answer *answer);
/**
 * Make an answer better, or prove that there is no better one, by branch and bound.  Gives up after a
 * bounded number of steps; problems that are far too large for it are not begun.
 * @answer  from cover_search_greedy(); afterwards at_least == count if it is proved to be smallest
 */
bool cover_search_exact(const struct cover_problem *problem, struct cover_answer *answer);

#endif
