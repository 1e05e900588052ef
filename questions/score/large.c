/*
 * Looking something up at random in tables of some megabytes takes its time not in the table but in
 * finding its pages: with large ones scrambled lines are entered faster.
 */
#include "questions/score/large.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

void *large_alloc(size_t bytes)
{
    void *memory = NULL;
    if (bytes < LARGE_PAGE - LARGE_PAGE / 8) {
        return calloc(1, bytes);
    }
    bytes = (bytes + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    if (posix_memalign(&memory, LARGE_PAGE, bytes) != 0) {
        return NULL;
    }
#ifdef MADV_HUGEPAGE
    (void)madvise(memory, bytes, MADV_HUGEPAGE);
#endif
    return memset(memory, 0, bytes);
}
