/**
 * A decision compiled: its truth table over all cases, each entry the number of the row that
 * decides, so that an explanation costs nothing.  A misconception compiles to a table, too: its own
 * rows first, then the true ones as its assumptions show them.
 */
#ifndef ENGINE_TABLE_H
#define ENGINE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/cases.h"
#include "engine/pack.h"

#define TABLE_GAP        UINT16_MAX                   /* no row matches this case */
#define TABLE_CLASH      ((uint16_t)(UINT16_MAX - 1)) /* "unique": two rows with different outcomes do */
#define TABLE_NO_OUTCOME ((uint8_t)UINT8_MAX)         /* what a gap and a clash answer */

/** Read-only once made: any number of threads may ask. */
struct table {
    size_t facts;
    size_t rows;     /* in `then`: own rows of a misconception first, then the decision's */
    size_t own_rows; /* how many rows belong to a misconception; 0 for a decision */
    uint16_t *row;   /* owned; 2^facts entries: the row that decides a case */
    uint8_t *then;   /* owned; outcome of each row */
};

/** Compile a decision of a pack; NULL when memory ran out; table_free() frees it. */
struct table *table_of_decision(const struct pack *pack, size_t decision);
/**
 * Compile what people with a misconception answer: its own rows first, on the case as it is (the
 * first that matches); else the true answer of the case with what they assume put in, possible or not.
 * @truth  the table of its decision; copied
 */
struct table *table_of_misconception(const struct pack *pack, size_t misconception,
                                     const struct table *truth);
void table_free(struct table *table);
/**
 * What people with two misconceptions of one decision answer to a case: the rows of the first are
 * tried, then those of the second, on the case as it is; else the true answer of the case with what
 * both assume put in, the second's word holding where they disagree.
 * @first, @second  of the pack
 * @truth           the table of their decision
 * @tables          one for each misconception of the pack (table_of_misconception())
 * @return          an outcome, or TABLE_NO_OUTCOME
 * Cost: three looks.  Nothing is compiled: two tables and the truth say all there is, and the pairs of
 * a long list would be thousands of tables.
 */
uint8_t table_pair_outcome(const struct pack *pack, size_t first, size_t second,
                           const struct table *truth, struct table *const tables[], uint32_t whole);

/** The row that decides a case: an index, TABLE_GAP or TABLE_CLASH. */
static inline uint16_t table_row(const struct table *table, uint32_t whole)
{
    return table->row[whole];
}

/** The outcome of a case, or TABLE_NO_OUTCOME. */
static inline uint8_t table_outcome(const struct table *table, uint32_t whole)
{
    const uint16_t row = table->row[whole];
    return row < TABLE_CLASH ? table->then[row] : TABLE_NO_OUTCOME;
}

/**
 * What is still open when some facts are known.
 * @possible  the cases that count
 * @rows      receives true for each row that may decide; room for table->rows; may be NULL
 * @undecided receives whether some completion has no outcome; may be NULL
 * @return    bit i: outcome i is open.  0: no possible case matches, or none has an outcome;
 *            only in the second case `undecided` is true.
 * Cost: 2^(unknown facts).
 */
uint64_t table_open_outcomes(const struct table *table, const struct case_set *possible,
                             struct partial facts, bool rows[], bool *undecided);

/**
 * The unknown facts that can still change the outcome: those in which two possible completions with
 * different outcomes differ, alone or with as few other facts as must change with it.
 * @return  bit i: fact i.
 */
uint32_t table_needs(const struct table *table, const struct case_set *possible,
                     struct partial facts);

#endif
