/* Memory that dies together. */
#include "engine/arena.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/unit/check.h"

static void test_zeroed_and_aligned(void)
{
    struct arena arena = {0};
    unsigned char *last = NULL;
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *memory = arena_alloc(&arena, size, 1);
        REQUIRE(memory != NULL);
        CHECK_INT((uintptr_t)memory % alignof(max_align_t), 0);
        CHECK(memory != last || size == 0 || size == 7);
        for (size_t i = 0; i < size; i++) {
            CHECK_INT(memory[i], 0);
        }
        memset(memory, 0xee, size); /* must not be seen by the next one */
        last = memory;
    }
    arena_fini(&arena);
    CHECK(arena.blocks == NULL);
    arena_fini(&arena); /* once more is fine */
}

static void test_large_requests(void)
{
    struct arena arena = {0};
    char *small = arena_copy(&arena, "small", 5);
    char *large = arena_alloc(&arena, 1 << 20, 3);
    REQUIRE(small != NULL && large != NULL);
    large[(3 << 20) - 1] = 'x';
    CHECK_STR(small, "small");
    CHECK_STR(arena_copy(&arena, "abc", 2), "ab");
    CHECK_STR(arena_copy(&arena, "", 0), "");
    arena_fini(&arena);
}

static void test_impossible_sizes(void)
{
    struct arena arena = {0};
    CHECK(arena_alloc(&arena, SIZE_MAX, 1) == NULL);
    CHECK(arena_alloc(&arena, SIZE_MAX / 2, 3) == NULL);
    CHECK(arena_alloc(&arena, 3, SIZE_MAX / 2) == NULL);
    CHECK(arena_alloc(&arena, 0, SIZE_MAX) != NULL);
    CHECK(arena_alloc(&arena, SIZE_MAX, 0) != NULL);
    arena_fini(&arena);
}

int main(void)
{
    RUN(test_zeroed_and_aligned);
    RUN(test_large_requests);
    RUN(test_impossible_sizes);
    return check_end();
}
