/** Memory for large tables that are read here and there: of large pages, where the system has such. */
#ifndef QUESTIONS_SCORE_LARGE_H
#define QUESTIONS_SCORE_LARGE_H

#include <stddef.h>

#define LARGE_PAGE ((size_t)2 << 20)

/** Zeroed, from a cache line's beginning on, and written to; free() frees it; NULL: memory ran out. */
void *large_alloc(size_t bytes);

#endif
