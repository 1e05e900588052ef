/* Blocks in a list; the newest is filled from its front.  A large request gets a block of its own. */
#include "engine/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Blocks grow: what is small stays small, however many arenas there are. */
#define BLOCK_LEAST ((size_t)2 * 1024)
#define BLOCK_MOST  ((size_t)64 * 1024)

struct arena_block {
    struct arena_block *next;
    size_t used;
    size_t size;
    alignas(max_align_t) unsigned char bytes[];
};

void arena_fini(struct arena *arena)
{
    struct arena_block *block = arena->blocks;
    while (block != NULL) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
    arena->blocks = NULL;
}

void arena_clear(struct arena *arena)
{
    struct arena_block *kept = arena->blocks;
    if (kept != NULL) {
        struct arena rest = {kept->next};
        arena_fini(&rest);
        memset(kept->bytes, 0, kept->used);
        kept->next = NULL;
        kept->used = 0;
    }
}

static struct arena_block *add_block(struct arena *arena, size_t size)
{
    struct arena_block *block = calloc(1, sizeof *block + size);
    if (block == NULL) {
        return NULL;
    }
    block->size = size;
    block->next = arena->blocks;
    arena->blocks = block;
    return block;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > (SIZE_MAX / 2) / size) { /* so that what is added cannot overflow */
        return NULL;
    }
    const size_t align = alignof(max_align_t);
    const size_t wanted = (count * size + align - 1) / align * align;
    struct arena_block *block = arena->blocks;
    if (block == NULL || block->size - block->used < wanted) {
        const size_t usual = block == NULL ? BLOCK_LEAST : 2 * block->size;
        const size_t most = usual < BLOCK_MOST ? usual : BLOCK_MOST;
        block = add_block(arena, wanted > most ? wanted : most);
        if (block == NULL) {
            return NULL;
        }
    }
    void *memory = block->bytes + block->used;
    block->used += wanted;
    return memory;
}

char *arena_copy(struct arena *arena, const char *bytes, size_t length)
{
    char *copy = arena_alloc(arena, length + 1, 1);
    if (copy != NULL) {
        memcpy(copy, bytes, length);
    }
    return copy;
}
