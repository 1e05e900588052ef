/**
 * Records of CSV in memory, by the rules of questions/text/csv_in.h: for a reader that has a block of a
 * file at hand, knows where it may be cut, and takes most lines in a faster way.
 */
#ifndef QUESTIONS_SCORE_RECORDS_H
#define QUESTIONS_SCORE_RECORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/score/cell.h"
#include "questions/text/csv_in.h"

#define RECORDS_MAX CSV_RECORD_MAX /* bytes of a record; a longer one is refused */

/** A stretch of a file that begins with a record. */
struct stretch {
    const char *at, *end;
    bool last; /* nothing comes behind `end` */
    char separator;
};

/** Where a record ends. */
struct record_end {
    const char *text; /* behind its last byte, before its line end */
    const char *next; /* the next record */
    const char
        *problem; /* NULL: it is good.  Else what is wrong; next is then behind its first line */
};
/**
 * Find the end of the record at `at`, which is not at the end.
 * @return  false: it is not whole, and no longer than RECORDS_MAX so far
 */
bool record_find_end(const struct stretch *stretch, struct record_end *end);

/** Takes records apart.  Zero-initialise; record_cutter_fini() frees. */
struct record_cutter {
    struct cell_text *cells; /* owned; of the last record */
    size_t count, capacity;
    size_t most; /* cells kept, more are only counted; 0: all */
    char *text;  /* owned; cells with doubled quotes, undone */
    size_t text_capacity;
};
void record_cutter_fini(struct record_cutter *cutter);
/**
 * Cut a good record into cells, quotes taken off and doubled ones undone.  They lie in the record, or in
 * the cutter, until the next one is cut.
 * @return  false when memory ran out
 */
bool record_cut(struct record_cutter *cutter, const char *at, const char *end, char separator);

#endif
