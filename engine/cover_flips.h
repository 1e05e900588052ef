/** The ways to change one fact of a case so that it stays possible: private to engine/cover.c. */
#ifndef ENGINE_COVER_FLIPS_H
#define ENGINE_COVER_FLIPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/pack.h"

#define COVER_FLIPS_MAX 256u

/** Sets of facts; changed together, each gives a possible case, and no part of it with the fact does. */
struct cover_flips {
    uint32_t sets[COVER_FLIPS_MAX]; /* bit i: fact i changes; rising */
    size_t count;
    size_t steps; /* what may still be looked at; it counts down */
    bool all;     /* false: too many ways, or no steps left; count is 0 then */
};

/**
 * @whole  a possible case
 * @fact   the one that changes in any case
 * @flips  `steps` set; receives the rest
 */
void cover_flips_find(const struct pack *pack, uint32_t whole, size_t fact,
                      struct cover_flips *flips);
/** Keep of these ways only those that change the fewest facts. */
void cover_flips_nearest(struct cover_flips *flips);

#endif
