/** What table_many.c prepares and table_many_x86.c goes through. */
#ifndef ENGINE_TABLE_MANY_PRIVATE_H
#define ENGINE_TABLE_MANY_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/table_many.h"

#define MANY_NIBBLES 5 /* groups of four facts: 20 facts */

/**
 * A truth table over the facts that matter, at most eight.  Its index is the bits of those facts
 * moved together, so each four facts of a case give some bits of it.
 */
struct many_small {
    bool fits;
    bool both_halves;                 /* all eight facts are used: more than 128 entries */
    uint8_t nibble[MANY_NIBBLES][16]; /* bits of the index from facts 4i to 4i + 3 */
    uint8_t entry[256];               /* what stands in the table; 0 where no index leads */
    uint8_t change[256];              /* entry ^ the entry 16 before; see table_many_x86.c */
};

/** Packed cases, as their callers have them. */
struct many_cases {
    const uint8_t *bytes;
    size_t width; /* bytes of a case: 1, 2 or 4 */
    size_t count;
};

/** Look cases up side by side.  @return how many, from the first on: all but fewer than 64. */
size_t many_avx2(const struct many_small *small, struct many_cases cases, uint8_t entries[]);
size_t many_avx512(const struct many_small *small, struct many_cases cases, uint8_t entries[]);

#endif
