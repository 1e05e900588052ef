/**
 * `decide --batch` on CSV: simple lines, many at once.  A line is simple when it is a whole record
 * whose cells can be told apart by their separators, has as many as the header, and says facts that
 * have an answer.  What is not simple is left to the careful way (decide_batch_csv.c), which would
 * write the same bytes for simple lines, too.
 */
#ifndef QUESTIONS_COMMANDS_DECIDE_BATCH_SIMPLE_H
#define QUESTIONS_COMMANDS_DECIDE_BATCH_SIMPLE_H

struct batch;   /* questions/commands/decide_batch.h */
struct columns; /* questions/commands/decide_batch_csv.h */
struct csv_in;  /* questions/text/csv_in.h */

struct simple; /* private to decide_batch_simple.c */

/** @return NULL when memory ran out; simple_free() frees it.  Batch and columns are borrowed. */
struct simple *simple_new(struct batch *batch, const struct columns *columns);
void simple_free(struct simple *simple);
/**
 * Decide the simple lines that `csv` has read and not handed out, up to the first other one, or to
 * where it is time to write out: none, some or all.  Where memory runs out the batch's buffer says
 * so.
 */
void simple_decide(struct simple *simple, struct csv_in *csv);

#endif
