/*
 * The plain way looks into a truth table of one byte for each case.  Few facts matter to most
 * decisions: where they are eight or fewer, the table over these alone is at most 256 bytes, which
 * a processor with byte shuffles looks up for 32 or 64 cases at once.
 */
#include "engine/table_many_private.h"

#include <assert.h>
#include <stdlib.h>

#include "engine/table.h"

#define SMALL_FACTS 8
/* Rows fit a byte when the two numbers that stand for none have a place, too: their low bytes. */
#define SMALL_ROWS 254
#define PIECE      4096 /* rows are found as bytes piece by piece, then widened */

struct table_many {
    const struct table *table; /* borrowed */
    enum many_way way;
    uint32_t mask;    /* bits of the table's facts */
    uint8_t *outcome; /* owned; 2^facts */
    struct many_small outcomes;
    struct many_small rows; /* low bytes of row numbers */
};

/* ---- Preparing ------------------------------------------------------------------------------- */

/* The facts without which `values` would be another table. */
static uint32_t facts_that_matter(const uint16_t *values, size_t facts)
{
    uint32_t matter = 0;
    for (size_t fact = 0; fact < facts; fact++) {
        const uint32_t bit = fact_bit(fact);
        for (uint32_t c = 0; c >> facts == 0 && (matter & bit) == 0; c++) {
            if (values[c] != values[c ^ bit]) {
                matter |= bit;
            }
        }
    }
    return matter;
}

/* The bits of `whole` that stand in `matter`, moved together. */
static uint32_t move_together(uint32_t whole, uint32_t matter)
{
    uint32_t index = 0;
    for (size_t to = 0; matter != 0; matter &= matter - 1) {
        index |= ((whole & matter & (~matter + 1)) != 0 ? 1u : 0u) << to++;
    }
    return index;
}

/* @values  2^facts numbers, of which the low bytes become entries */
static void make_small(struct many_small *small, const uint16_t *values, size_t facts)
{
    const uint32_t matter = facts_that_matter(values, facts);
    const size_t count = bits_count(matter);
    small->fits = count <= SMALL_FACTS;
    if (!small->fits) {
        return;
    }
    small->both_halves = count == SMALL_FACTS;
    for (size_t i = 0; i < MANY_NIBBLES; i++) {
        for (uint32_t bits = 0; bits < 16; bits++) {
            small->nibble[i][bits] = (uint8_t)move_together(bits << (4 * i), matter);
        }
    }
    for (uint32_t c = 0; c >> facts == 0; c++) {
        small->entry[move_together(c, matter)] = (uint8_t)values[c];
    }
    for (size_t i = 0; i < sizeof small->entry; i++) {
        const bool first = i % 128 < 16;
        small->change[i] = (uint8_t)(small->entry[i] ^ (first ? 0 : small->entry[i - 16]));
    }
}

/* @values  room for 2^facts numbers */
static void prepare(struct table_many *many, uint16_t *values)
{
    const struct table *table = many->table;
    for (uint32_t c = 0; c <= many->mask; c++) {
        many->outcome[c] = table_outcome(table, c);
        values[c] = many->outcome[c];
    }
    if (many->way == MANY_PLAIN) {
        return;
    }
    make_small(&many->outcomes, values, table->facts);
    if (table->rows <= SMALL_ROWS) {
        make_small(&many->rows, table->row, table->facts);
    }
}

static enum many_way best_way(void)
{
    static const enum many_way best[2][2] = {{MANY_PLAIN, MANY_AVX512}, {MANY_AVX2, MANY_AVX512}};
    return best[many_way_can(MANY_AVX2)][many_way_can(MANY_AVX512)];
}

struct table_many *table_many_new(const struct table *table, enum many_way way)
{
    assert(many_way_can(way));
    const size_t cases = (size_t)1 << table->facts;
    struct table_many *many = calloc(1, sizeof *many);
    uint16_t *values = calloc(cases, sizeof *values);
    if (many != NULL) {
        many->outcome = malloc(cases);
    }
    if (many == NULL || values == NULL || many->outcome == NULL) {
        free(values);
        table_many_free(many);
        return NULL;
    }
    many->way = way != MANY_BEST ? way : best_way();
    many->table = table;
    many->mask = facts_mask(table->facts);
    prepare(many, values);
    free(values);
    return many;
}

void table_many_free(struct table_many *many)
{
    if (many != NULL) {
        free(many->outcome);
        free(many);
    }
}

enum many_way table_many_way(const struct table_many *many)
{
    return many->outcomes.fits ? many->way : MANY_PLAIN;
}

/* ---- Looking up ------------------------------------------------------------------------------ */

/* As many as can be looked up side by side.  @return how many that were, from the first on. */
static size_t look_up(enum many_way way, const struct many_small *small, struct many_cases cases,
                      uint8_t entries[])
{
    if (!small->fits) {
        return 0;
    }
    return way == MANY_AVX512 ? many_avx512(small, cases, entries)
                              : many_avx2(small, cases, entries);
}

void table_many_outcomes_8(const struct table_many *many, const uint8_t cases[], size_t count,
                           uint8_t outcomes[])
{
    const struct many_cases all = {cases, sizeof *cases, count};
    for (size_t i = look_up(many->way, &many->outcomes, all, outcomes); i < count; i++) {
        outcomes[i] = many->outcome[cases[i] & many->mask];
    }
}

void table_many_outcomes_16(const struct table_many *many, const uint16_t cases[], size_t count,
                            uint8_t outcomes[])
{
    const struct many_cases all = {(const uint8_t *)cases, sizeof *cases, count};
    for (size_t i = look_up(many->way, &many->outcomes, all, outcomes); i < count; i++) {
        outcomes[i] = many->outcome[cases[i] & many->mask];
    }
}

void table_many_outcomes_32(const struct table_many *many, const uint32_t cases[], size_t count,
                            uint8_t outcomes[])
{
    const struct many_cases all = {(const uint8_t *)cases, sizeof *cases, count};
    for (size_t i = look_up(many->way, &many->outcomes, all, outcomes); i < count; i++) {
        outcomes[i] = many->outcome[cases[i] & many->mask];
    }
}

/* The two highest low bytes stand for TABLE_CLASH and TABLE_GAP, whose high byte is all ones. */
_Static_assert(TABLE_CLASH == 0xff00 + SMALL_ROWS && TABLE_GAP == TABLE_CLASH + 1,
               "low bytes of what is no row come behind all rows");

static void widen(const uint8_t low[], size_t count, uint16_t rows[])
{
    for (size_t i = 0; i < count; i++) {
        rows[i] = (uint16_t)(low[i] | (low[i] >= SMALL_ROWS ? 0xff00 : 0));
    }
}

/* As many rows as can be found side by side.  @return how many that were, from the first on. */
static size_t look_up_rows(const struct table_many *many, struct many_cases cases, uint16_t rows[])
{
    uint8_t low[PIECE];
    size_t done = 0;
    while (done < cases.count) {
        const size_t left = cases.count - done;
        const struct many_cases piece = {cases.bytes + done * cases.width, cases.width,
                                         left < PIECE ? left : PIECE};
        const size_t found = look_up(many->way, &many->rows, piece, low);
        widen(low, found, rows + done);
        done += found;
        if (found < piece.count) {
            break;
        }
    }
    return done;
}

void table_many_rows_8(const struct table_many *many, const uint8_t cases[], size_t count,
                       uint16_t rows[])
{
    const struct many_cases all = {cases, sizeof *cases, count};
    for (size_t i = look_up_rows(many, all, rows); i < count; i++) {
        rows[i] = many->table->row[cases[i] & many->mask];
    }
}

void table_many_rows_16(const struct table_many *many, const uint16_t cases[], size_t count,
                        uint16_t rows[])
{
    const struct many_cases all = {(const uint8_t *)cases, sizeof *cases, count};
    for (size_t i = look_up_rows(many, all, rows); i < count; i++) {
        rows[i] = many->table->row[cases[i] & many->mask];
    }
}

void table_many_rows_32(const struct table_many *many, const uint32_t cases[], size_t count,
                        uint16_t rows[])
{
    const struct many_cases all = {(const uint8_t *)cases, sizeof *cases, count};
    for (size_t i = look_up_rows(many, all, rows); i < count; i++) {
        rows[i] = many->table->row[cases[i] & many->mask];
    }
}
