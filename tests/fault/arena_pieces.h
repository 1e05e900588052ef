/**
 * An arena without blocks, in place of engine/arena.c's: each piece is a malloc() of its own, so that
 * each can fail, and a sanitizer sees who reads beyond one.  To be included by one file of a test program,
 * which must not link the engine's own.
 */
#ifndef TESTS_FAULT_ARENA_PIECES_H
#define TESTS_FAULT_ARENA_PIECES_H

#include <stdalign.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "engine/arena.h"

struct arena_block {
    struct arena_block *next;
    alignas(max_align_t) unsigned char bytes[];
};

void arena_fini(struct arena *arena)
{
    while (arena->blocks != NULL) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->next;
        free(block);
    }
}

void arena_clear(struct arena *arena)
{
    arena_fini(arena);
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    struct arena_block *block = calloc(1, sizeof *block + count * size);
    if (block == NULL) {
        return NULL;
    }
    block->next = arena->blocks;
    arena->blocks = block;
    return block->bytes;
}

char *arena_copy(struct arena *arena, const char *bytes, size_t length)
{
    char *copy = arena_alloc(arena, length + 1, 1);
    if (copy != NULL) {
        memcpy(copy, bytes, length);
    }
    return copy;
}

#endif
