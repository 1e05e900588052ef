/**
 * Memory that dies together: everything read from one file is allocated here and freed at once, so
 * that results may borrow strings without asking who owns them.
 */
#ifndef ENGINE_ARENA_H
#define ENGINE_ARENA_H

#include <stddef.h>

struct arena_block; /* private to engine/arena.c */

/** Zero-initialise to begin. */
struct arena {
    struct arena_block *blocks;
};

void arena_fini(struct arena *arena);
/** Forget all that was allocated; some of the memory is kept for what comes next. */
void arena_clear(struct arena *arena);
/** `count` times `size` zeroed bytes, aligned for any type; NULL when memory ran out. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);
/** A NUL-terminated copy of `length` bytes; NULL when memory ran out. */
char *arena_copy(struct arena *arena, const char *bytes, size_t length);

#endif
