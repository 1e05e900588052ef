/**
 * What `decide --batch` puts behind a line of CSV, by the text of its cells: worked out when a text
 * comes up first, remembered for the lines that say the same.
 */
#ifndef QUESTIONS_COMMANDS_DECIDE_BATCH_ENDING_H
#define QUESTIONS_COMMANDS_DECIDE_BATCH_ENDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct batch;   /* questions/commands/decide_batch.h */
struct columns; /* questions/commands/decide_batch_csv.h */

#define ENDING_SLACK 64 /* bytes behind an ending, and behind cells, that may be read */

/** A line, taken apart into as many cells as there are columns. */
struct line_cells {
    const char *bytes;
    /** Offset of the byte behind each cell; [-1] that of the byte before the first (so that adding
        1 to any of these, modulo 2^32, gives the start of the cell behind it). */
    const uint32_t *ends;
    bool certain; /* what stands behind the cells of the facts is known to be right; see below */
};

/** A piece of text. */
struct ending {
    const char *bytes;
    size_t length;
};

struct endings; /* private to decide_batch_ending.c */

/** @return NULL when memory ran out; endings_free() frees it.  Batch and columns are borrowed. */
struct endings *endings_new(struct batch *batch, const struct columns *columns);
void endings_free(struct endings *endings);
/**
 * The columns [from, past) in which all facts stand side by side; none (0, 0) where they do not.
 * Their cells are looked at together, so a caller may leave it to endings_find() to see that each of
 * them, but the last, has a separator behind it.
 */
void endings_span(const struct endings *endings, size_t *from, size_t *past);
/**
 * @ending  receives what to put behind the line; valid until the next call
 * @return  false: the line is none that can be answered so (an unusual cell, a word that is none,
 *          facts that have no answer, memory ran out)
 */
bool endings_find(struct endings *endings, const struct line_cells *line, struct ending *ending);

#endif
