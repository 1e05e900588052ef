/** Memory for large tables that are read here and there: of large pages, where the system has such. */
#ifndef QUESTIONS_SCORE_LARGE_H
#define QUESTIONS_SCORE_LARGE_H

#include <stddef.h>

#define LARGE_PAGE ((size_t)2 << 20)

/**
 * Zeroed, and beginning with a cache line; free() frees it; NULL when memory ran out.  All of it is written to.
 */
void *large_alloc(size_t bytes);

#endif
