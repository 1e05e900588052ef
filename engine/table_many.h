/**
 * Arrays of packed cases through a table, as fast as the memory gives them.  A case is packed as
 * everywhere: bit i is fact i; here in words of 8, 16 or 32 bits, facts beyond the word being "no".
 *
 *     struct table_many *many = table_many_new(table, MANY_BEST);
 *     table_many_outcomes_16(many, cases, count, outcomes);
 *     table_many_free(many);
 *
 * All ways give the same bytes.  Those that are faster than one look into the truth table for each
 * case need a decision in which at most eight facts matter, however many the pack has.
 */
#ifndef ENGINE_TABLE_MANY_H
#define ENGINE_TABLE_MANY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct table; /* engine/table.h */

/** How cases are looked up. */
enum many_way {
    MANY_BEST,   /* the last of the following that this processor can */
    MANY_PLAIN,  /* one by one: any processor, any table */
    MANY_AVX2,   /* 32 at once (x86-64 with AVX2) */
    MANY_AVX512, /* 64 at once (x86-64 with AVX-512 F, BW and VBMI) */
};

/** Can this processor go that way? */
bool many_way_can(enum many_way way);

struct table_many; /* private to engine/table_many*.c; read-only once made */

/**
 * Prepare a table.
 * @table  borrowed; must outlive what is returned
 * @way    one that many_way_can()
 * @return NULL when memory ran out; table_many_free() frees it.  It takes 2^facts bytes and 1 KiB.
 */
struct table_many *table_many_new(const struct table *table, enum many_way way);
void table_many_free(struct table_many *many);

/** The way that outcomes go: MANY_PLAIN where more than eight facts matter to them. */
enum many_way table_many_way(const struct table_many *many);

/**
 * The outcome of each case, as table_outcome() has it: an index, or TABLE_NO_OUTCOME.
 * @cases     `count` words, at any address that fits their type; bits beyond the table's facts do
 *            not count
 * @outcomes  receives `count` bytes; must not overlap `cases`
 */
void table_many_outcomes_8(const struct table_many *many, const uint8_t cases[], size_t count,
                           uint8_t outcomes[]);
void table_many_outcomes_16(const struct table_many *many, const uint16_t cases[], size_t count,
                            uint8_t outcomes[]);
void table_many_outcomes_32(const struct table_many *many, const uint32_t cases[], size_t count,
                            uint8_t outcomes[]);

/** The row that decides each case, as table_row() has it.  Otherwise as above. */
void table_many_rows_8(const struct table_many *many, const uint8_t cases[], size_t count,
                       uint16_t rows[]);
void table_many_rows_16(const struct table_many *many, const uint16_t cases[], size_t count,
                        uint16_t rows[]);
void table_many_rows_32(const struct table_many *many, const uint32_t cases[], size_t count,
                        uint16_t rows[]);

#endif
