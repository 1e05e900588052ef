/* Threads that work together: every task once, in the call it belongs to, whoever comes late. */
#include "questions/score/crew.h"

#include <stdint.h>
#include <string.h>

#include "tests/unit/check.h"

#define TASKS 23

/* What the tasks of one call write to; each its own place, so that nothing but the crew keeps order. */
struct sums {
    unsigned times[TASKS];
    uint64_t made[TASKS];
    uint64_t seed;
    const struct sums *before; /* of the call before */
};

/* Now and then a task takes long. */
static uint64_t mix(uint64_t value, size_t number)
{
    const unsigned rounds = value % 97 == 0 ? 20000 : (unsigned)(value % 50);
    for (unsigned i = 0; i < rounds; i++) {
        value = value * UINT64_C(6364136223846793005) + number;
    }
    return value;
}

static void do_task(void *context, size_t number)
{
    struct sums *sums = context;
    const uint64_t of_before = sums->before == NULL ? 0 : sums->before->made[TASKS - 1 - number];
    sums->times[number]++;
    sums->made[number] = mix(sums->seed + of_before + number, number);
}

static void check_crew(unsigned threads, unsigned calls)
{
    static const size_t counts[] = {TASKS, 1, 2, 0, 3, 7, TASKS, 5};
    struct crew *crew = crew_new(threads);
    struct sums sums[2] = {{{0}, {0}, 0, NULL}, {{0}, {0}, 0, NULL}}, alone;
    REQUIRE(crew != NULL);
    for (unsigned i = 0; i < calls; i++) {
        struct sums *now = &sums[i % 2];
        const size_t count = counts[i % (sizeof counts / sizeof *counts)];
        *now = (struct sums){.seed = 1000 * i, .before = i > 0 ? &sums[(i + 1) % 2] : NULL};
        alone = *now;
        for (size_t t = 0; t < count; t++) {
            do_task(&alone, t);
        }
        crew_run(crew, count, do_task, now);
        REQUIRE(memcmp(now->times, alone.times, sizeof alone.times) == 0);
        REQUIRE(memcmp(now->made, alone.made, sizeof alone.made) == 0);
    }
    crew_free(crew);
}

static void test_calls(void)
{
    static const unsigned threads[] = {1, 2, 3, 7, 32};
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        check_crew(threads[i], threads[i] > 7 ? 500 : 5000);
    }
}

static void test_no_calls(void)
{
    crew_free(NULL);
    for (unsigned i = 0; i < 50; i++) {
        check_crew(1 + i % 9, 0);
        check_crew(1 + i % 9, 1);
    }
}

int main(void)
{
    RUN(test_calls);
    RUN(test_no_calls);
    return check_end();
}
