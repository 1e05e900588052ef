/*
 * Arrays of cases against one look into the table for each: random tables in which few or many facts
 * matter, every way this processor can, every case, every word, odd lengths and addresses.
 */
#include "engine/table_many.h"

#include <stdlib.h>

#include "engine/table.h"
#include "tests/unit/check.h"
#include "tests/unit/random_pack.h"

#define SEEDS   400
#define FACTS   12
#define PADDING 3    /* elements around what is written, to see that they stay */
#define MARK    0x5a /* what stands in them */

/* A table made up: `matter` are the facts that its rows read, though perhaps not all. */
struct sample {
    struct table table;
    uint32_t matter;
};

static void sample_init(struct sample *s, size_t facts, uint32_t matter, size_t rows,
                        uint64_t random)
{
    s->matter = matter & facts_mask(facts);
    s->table = (struct table){.facts = facts, .rows = rows};
    s->table.row = malloc(sizeof *s->table.row << facts);
    s->table.then = malloc(rows);
    REQUIRE(s->table.row != NULL && s->table.then != NULL);
    for (size_t i = 0; i < rows; i++) {
        s->table.then[i] = (uint8_t)random_below(&random, 60);
    }
    for (uint32_t c = 0; c >> facts == 0; c++) {
        uint64_t mixed = random ^ (c & s->matter) * UINT64_C(0x9e3779b97f4a7c15);
        const size_t choice = random_below(&mixed, 12);
        s->table.row[c] = choice == 0   ? TABLE_GAP
                          : choice == 1 ? TABLE_CLASH
                                        : (uint16_t)random_below(&mixed, rows);
    }
}

static void sample_fini(struct sample *s)
{
    free(s->table.row);
    free(s->table.then);
}

/* Cases in words of one width, and what is found for them. */
struct lists {
    uint8_t words_8[8192 + 64];
    uint16_t words_16[8192 + 64];
    uint32_t words_32[8192 + 64];
    uint8_t outcomes[8192 + 64];
    uint16_t rows[8192 + 64];
};
static struct lists lists;

/* Random words, of which bits beyond the facts must not count. */
static void fill_words(uint64_t random)
{
    for (size_t i = 0; i < sizeof lists.words_8; i++) {
        const uint64_t word = random_next(&random);
        lists.words_8[i] = (uint8_t)word;
        lists.words_16[i] = (uint16_t)word;
        lists.words_32[i] = (uint32_t)word;
    }
}

static void ask(const struct table_many *many, size_t width, size_t from, size_t count)
{
    memset(lists.outcomes, MARK, sizeof lists.outcomes);
    memset(lists.rows, MARK, sizeof lists.rows);
    if (width == 1) {
        table_many_outcomes_8(many, lists.words_8 + from, count, lists.outcomes + PADDING);
        table_many_rows_8(many, lists.words_8 + from, count, lists.rows + PADDING);
    } else if (width == 2) {
        table_many_outcomes_16(many, lists.words_16 + from, count, lists.outcomes + PADDING);
        table_many_rows_16(many, lists.words_16 + from, count, lists.rows + PADDING);
    } else {
        table_many_outcomes_32(many, lists.words_32 + from, count, lists.outcomes + PADDING);
        table_many_rows_32(many, lists.words_32 + from, count, lists.rows + PADDING);
    }
}

static uint32_t word_at(size_t width, size_t i)
{
    return width == 1 ? lists.words_8[i] : width == 2 ? lists.words_16[i] : lists.words_32[i];
}

static bool around_is_whole(size_t count)
{
    bool whole = true;
    for (size_t i = 0; i < PADDING; i++) {
        whole = whole && lists.outcomes[i] == MARK && lists.outcomes[PADDING + count + i] == MARK &&
                lists.rows[i] == MARK * 0x101 && lists.rows[PADDING + count + i] == MARK * 0x101;
    }
    return whole;
}

static void compare(const struct sample *s, const struct table_many *many, size_t width,
                    size_t from, size_t count)
{
    size_t wrong = 0;
    ask(many, width, from, count);
    for (size_t i = 0; i < count; i++) {
        const uint32_t whole = word_at(width, from + i) & facts_mask(s->table.facts);
        wrong += lists.outcomes[PADDING + i] != table_outcome(&s->table, whole) ||
                 lists.rows[PADDING + i] != table_row(&s->table, whole);
    }
    if (wrong > 0 || !around_is_whole(count)) {
        CHECK_INT(wrong, 0);
        CHECK(around_is_whole(count));
        printf("# way %d, %zu facts, matter 0x%x, %zu rows, %zu bytes, from %zu, %zu cases\n",
               (int)table_many_way(many), s->table.facts, (unsigned)s->matter, s->table.rows, width,
               from, count);
    }
}

static void compare_ways(const struct sample *s, uint64_t random)
{
    for (enum many_way way = MANY_BEST; way <= MANY_AVX512; way++) {
        if (!many_way_can(way)) {
            continue;
        }
        struct table_many *many = table_many_new(&s->table, way);
        REQUIRE(many != NULL);
        CHECK(way == MANY_BEST || table_many_way(many) == way ||
              table_many_way(many) == MANY_PLAIN);
        for (size_t width = 1; width <= 4; width *= 2) {
            compare(s, many, width, random_below(&random, 32), random_below(&random, 300));
        }
        compare(s, many, 2, 1, 8192); /* more than is widened at once */
        table_many_free(many);
    }
}

static void test_random_tables(void)
{
    for (uint64_t seed = 1; seed <= SEEDS && !check_state.bad; seed++) {
        uint64_t random = seed;
        struct sample s;
        const size_t facts = 1 + random_below(&random, FACTS);
        const uint32_t matter = (uint32_t)(random_next(&random) | random_next(&random));
        const size_t rows = 1 + random_below(&random, seed % 2 == 0 ? 300 : 12);
        sample_init(&s, facts, matter, rows, random);
        fill_words(random);
        compare_ways(&s, random);
        sample_fini(&s);
        if (check_state.bad) {
            printf("# seed %llu\n", (unsigned long long)seed);
        }
    }
}

/* Which facts matter, and how many, decides the way: none to nine of twenty, the last one too. */
static void test_facts_that_matter(void)
{
    static const uint32_t matter[] = {0,       1,       0x80000, 0x80001,  0xc0030, 0xf,
                                      0x10824, 0x1111f, 0xf000f, 0x9020f0, 0xfffff, 0x555};
    for (size_t i = 0; i < sizeof matter / sizeof matter[0]; i++) {
        struct sample s;
        sample_init(&s, 20, matter[i], 200, i);
        fill_words(i);
        compare_ways(&s, i);
        struct table_many *many = table_many_new(&s.table, MANY_BEST);
        REQUIRE(many != NULL);
        CHECK((table_many_way(many) == MANY_PLAIN) ==
              (bits_count(s.matter) > 8 || !many_way_can(MANY_AVX2)));
        table_many_free(many);
        sample_fini(&s);
    }
}

/* Every length around those that are looked up side by side, at every offset. */
static void test_lengths(void)
{
    struct sample s;
    sample_init(&s, 11, 0x36b, 11, 7);
    fill_words(7);
    for (enum many_way way = MANY_PLAIN; way <= MANY_AVX512; way++) {
        struct table_many *many = many_way_can(way) ? table_many_new(&s.table, way) : NULL;
        for (size_t count = 0; many != NULL && count <= 200; count++) {
            for (size_t width = 1; width <= 4; width *= 2) {
                compare(&s, many, width, count % 64, count);
            }
        }
        table_many_free(many);
    }
    sample_fini(&s);
}

int main(void)
{
    RUN(test_random_tables);
    RUN(test_facts_that_matter);
    RUN(test_lengths);
    return check_end();
}
