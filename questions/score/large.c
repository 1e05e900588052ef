/*
 * Looking something up at random in tables of some megabytes takes its time not in the table but in
 * finding its pages: with large ones scrambled lines are entered faster.
 */
#include "questions/score/large.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define CACHE_LINE ((size_t)64)

void *large_alloc(size_t bytes)
{
    void *memory = NULL;
    const bool large = bytes >= LARGE_PAGE - LARGE_PAGE / 8;
    const size_t unit = large ? LARGE_PAGE : CACHE_LINE;
    bytes = (bytes + unit - 1) / unit * unit;
    if (posix_memalign(&memory, unit, bytes) != 0) {
        return NULL;
    }
#ifdef MADV_HUGEPAGE
    if (large) {
        (void)madvise(memory, bytes, MADV_HUGEPAGE);
    }
#endif
    return memset(memory, 0, bytes);
}
