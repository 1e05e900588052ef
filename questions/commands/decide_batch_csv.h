/** What the two ways through a CSV file share: decide_batch_csv.c and decide_batch_simple.c. */
#ifndef QUESTIONS_COMMANDS_DECIDE_BATCH_CSV_H
#define QUESTIONS_COMMANDS_DECIDE_BATCH_CSV_H

#include <stddef.h>

#include "engine/pack.h"

struct buffer; /* questions/text/buffer.h */

#define NO_FACT PACK_FACTS_MAX

/** What the header says. */
struct columns {
    unsigned char *facts; /* owned; the fact of each column, or NO_FACT */
    size_t count;
    char separator;
    const char *line_end;
};

/** What is put behind a line: two cells and its end.  @rule  NULL: empty */
void columns_add_ending(const struct columns *columns, struct buffer *out, const char *outcome,
                        const char *rule);

#endif
