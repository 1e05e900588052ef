/** Work done again and again, each of its allocations failing in turn (tests/fault/failing_memory.h). */
#ifndef TESTS_FAULT_FAIL_EACH_H
#define TESTS_FAULT_FAIL_EACH_H

#include <stdbool.h>
#include <stddef.h>

#include "tests/fault/failing_memory.h"
#include "tests/unit/check.h"

/** Something that allocates, and says whether it succeeded. */
typedef bool attempt(const void *context);

/**
 * Once with each allocation failing, alone and with all after it; the last time none does.  Nothing may
 * be left allocated, and a failure must be said.
 * @may_survive  the work may succeed although an allocation failed
 */
static void fail_each(attempt *work, const void *context, bool may_survive)
{
    for (size_t ever = 0; ever < 2 && !check_state.bad; ever++) {
        bool through = false;
        size_t n = 0;
        while (!through && !check_state.bad) {
            const long before = memory.alive;
            memory_begin(++n, ever == 1);
            const bool fine = work(context);
            through = memory_end() < n;
            CHECK(fine || !through);
            CHECK(!fine || through || may_survive);
            CHECK_INT(memory.alive, before);
        }
        CHECK(n > 1); /* it allocates at all */
        if (check_state.bad) {
            printf("# allocation %zu%s\n", n, ever == 1 ? " and all after it" : "");
        }
    }
}

#endif
