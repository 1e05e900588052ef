/*
 * decide_many PACK WIDTH CASES...: decisions a second of the first decision of a pack, over arrays of
 * random cases packed in words of WIDTH bytes (1, 2 or 4): the table's ways, the if/else of
 * "if_else.h", which is made of the same pack, and memcpy() of as many bytes as a decision reads and
 * writes.  Built by tests/bench/decide-many.sh.  The first number of cases must be the largest.
 *
 * Processor time, medians of rounds in which all take turns; one array that fits a second-level cache
 * and is too long for a branch predictor to learn by heart, one that fits no cache.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/diag.h"
#include "engine/pack.h"
#include "engine/table.h"
#include "engine/table_many.h"
#include "if_else.h"

#define ROUNDS 7

/* Arrays, and the table in every way this processor can. */
struct bench {
    size_t width, count;
    void *cases;
    uint8_t *out, *want;
    struct table_many *ways[MANY_AVX512 + 1];
};

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

__attribute__((noinline)) static void by_if_else(const struct bench *b)
{
    const uint8_t *w8 = b->cases;
    const uint16_t *w16 = b->cases;
    const uint32_t *w32 = b->cases;
    for (size_t i = 0; i < b->count; i++) {
        b->out[i] = if_else(b->width == 1 ? w8[i] : b->width == 2 ? w16[i] : w32[i]);
    }
}

static void by_table(const struct bench *b, enum many_way way)
{
    if (b->width == 1) {
        table_many_outcomes_8(b->ways[way], b->cases, b->count, b->out);
    } else if (b->width == 2) {
        table_many_outcomes_16(b->ways[way], b->cases, b->count, b->out);
    } else {
        table_many_outcomes_32(b->ways[way], b->cases, b->count, b->out);
    }
}

/* What is measured: 0 memory, 1 if/else, from 2 on the table's ways. */
static const char *const names[] = {"memcpy of as many bytes", "if/else in C", "table, one by one",
                                    "table, AVX2", "table, AVX-512"};
#define MEASURES (sizeof names / sizeof names[0])

static void run_once(const struct bench *b, size_t what)
{
    if (what == 0) {
        memcpy((char *)b->cases + b->count * b->width * 2, b->cases, b->count * (b->width + 1) / 2);
    } else if (what == 1) {
        by_if_else(b);
    } else {
        by_table(b, (enum many_way)(what - 2 + MANY_PLAIN));
    }
    __asm__ volatile("" : : "r"(b->out), "r"(b->cases) : "memory");
}

/* Seconds for one go through the array, from as many goes as take a while. */
static double measure(const struct bench *b, size_t what)
{
    const double start = now();
    double passed = 0;
    size_t goes = 0;
    while (passed < 0.02) {
        run_once(b, what);
        goes++;
        passed = now() - start;
    }
    if (what > 0 && memcmp(b->out, b->want, b->count) != 0) {
        fprintf(stderr, "decide_many: %s decides otherwise\n", names[what]);
        exit(1);
    }
    return passed / (double)goes;
}

static int compare(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static void report(struct bench *b, const struct table *table)
{
    double times[MEASURES][ROUNDS];
    uint64_t state = 88172645463325252u;
    for (size_t i = 0; i < b->count; i++) {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17; /* Marsaglia, xorshift64 */
        const uint32_t c = (uint32_t)(state >> 20) & facts_mask(table->facts);
        b->want[i] = table_outcome(table, c);
        if (b->width == 1) {
            ((uint8_t *)b->cases)[i] = (uint8_t)c;
        } else if (b->width == 2) {
            ((uint16_t *)b->cases)[i] = (uint16_t)c;
        } else {
            ((uint32_t *)b->cases)[i] = c;
        }
    }
    for (size_t round = 0; round < ROUNDS; round++) {
        for (size_t what = 0; what < MEASURES; what++) {
            if (what < 2 || b->ways[what - 2 + MANY_PLAIN] != NULL) {
                times[what][round] = measure(b, what);
            }
        }
    }
    for (size_t what = 0; what < MEASURES; what++) {
        if (what < 2 || b->ways[what - 2 + MANY_PLAIN] != NULL) {
            qsort(times[what], ROUNDS, sizeof(double), compare);
        }
    }
    const double n = (double)b->count / 1e9, if_else_time = times[1][ROUNDS / 2];
    printf("%zu facts, %zu rows, words of %zu bits, %zu cases (10^9 a second):\n", table->facts,
           table->rows, b->width * 8, b->count);
    for (size_t what = 0; what < MEASURES; what++) {
        if (what < 2 || b->ways[what - 2 + MANY_PLAIN] != NULL) {
            const double *t = times[what];
            printf("%8.3f  (%.3f to %.3f)  x %-7.1f %s\n", n / t[ROUNDS / 2], n / t[ROUNDS - 1],
                   n / t[0], if_else_time / t[ROUNDS / 2], names[what]);
        }
    }
}

static struct pack *read_pack(const char *name)
{
    static char text[1 << 22];
    struct diags diags = {0};
    FILE *file = fopen(name, "rb");
    const size_t length = file == NULL ? 0 : fread(text, 1, sizeof text, file);
    return pack_read(name, text, length, &diags);
}

int main(int argc, char *argv[])
{
    struct pack *pack = argc > 2 ? read_pack(argv[1]) : NULL;
    struct table *table = pack != NULL ? table_of_decision(pack, 0) : NULL;
    struct bench b = {.width = argc > 2 ? (size_t)atoi(argv[2]) : 0};
    const size_t most = argc > 3 ? (size_t)atol(argv[3]) : 1;
    b.cases = malloc(most * b.width * 2 + most * (b.width + 1));
    b.out = malloc(most);
    b.want = malloc(most);
    if (table == NULL || b.cases == NULL || b.out == NULL || b.want == NULL) {
        fprintf(stderr, "usage: decide_many PACK WIDTH CASES...\n");
        return 2;
    }
    for (enum many_way way = MANY_PLAIN; way <= MANY_AVX512; way++) {
        b.ways[way] = many_way_can(way) ? table_many_new(table, way) : NULL;
        if (b.ways[way] != NULL && table_many_way(b.ways[way]) != way) {
            table_many_free(b.ways[way]); /* it would go one by one */
            b.ways[way] = NULL;
        }
    }
    for (int i = 3; i < argc; i++) {
        b.count = (size_t)atol(argv[i]) < most ? (size_t)atol(argv[i]) : most;
        report(&b, table);
    }
    return 0;
}
