/**
 * `decide --batch`: every line of a CSV or NDJSON file comes out as it stood, in the same order,
 * with `outcome` and `rule` added.
 */
#ifndef QUESTIONS_COMMANDS_DECIDE_BATCH_H
#define QUESTIONS_COMMANDS_DECIDE_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "engine/cases.h"
#include "questions/commands/answer.h"
#include "questions/commands/command.h"
#include "questions/text/buffer.h"

struct subject; /* questions/item/subject.h */

/** Decide the file that --batch names.  Memory does not grow with the file. */
enum status decide_batch(struct context *context, const struct subject *subject, size_t decision);

/* ---- What follows is shared by decide_batch*.c ----------------------------------------------- */

#define BATCH_RESULTS_BITS 14 /* 16,384 results, less than a megabyte */

/** What was worked out for some known facts, kept for the lines that say the same. */
struct batch_result {
    struct partial facts;
    bool filled;
    enum answer_kind kind;
    const char *outcome; /* "error" for what is refused */
    const char *rule;    /* NULL: several rows may decide, or none */
    size_t answer;       /* a number for each pair of outcome and rule that is not refused, below
                            the decision's rules + outcomes + 1 */
};

/** A run over one file. */
struct batch {
    struct context *context;
    const struct subject *subject;
    size_t decision;
    const char *name; /* of the file, for messages */
    FILE *file;
    struct buffer out;            /* what is to be written next */
    struct batch_result *results; /* owned; 1 << BATCH_RESULTS_BITS, one for each hash value */
    bool bad;                     /* a line was bad */
    bool failed;                  /* memory ran out, or reading failed: a message was printed */
    bool careful;                 /* no line goes the fast way; for tests */
    size_t block;                 /* bytes read at once, 0: as many as is good; for tests */
};

/** The answer for some facts; valid until the next call. */
const struct batch_result *batch_decide(struct batch *batch, struct partial facts);
/** Write out what stands in `out` when it is much.  False when going on makes no sense. */
bool batch_flush(struct batch *batch, bool all);
/** "FILE:LINE: error: ..." on standard error; the run goes on. */
__attribute__((format(printf, 3, 4))) void batch_bad_line(struct batch *batch, size_t line,
                                                          const char *format, ...);
/** Say why the facts of a line have no outcome. */
void batch_refuse(struct batch *batch, size_t line, const struct batch_result *result);
/** "FILE:LINE: warning: ..." where a name is no fact's, but nearly one's. */
void batch_warn_near(struct batch *batch, size_t line, const char *what, const char *name);
/** The run ends here: "FILE:LINE: error: ..."; returns STATUS_BAD_INPUT. */
enum status batch_refuse_column(struct batch *batch, size_t line, const char *what,
                                const char *name);

/** The two kinds of files. */
enum status decide_batch_csv(struct batch *batch, char separator);
enum status decide_batch_ndjson(struct batch *batch);

#endif
