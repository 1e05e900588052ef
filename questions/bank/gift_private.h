/** The reading of GIFT in two files: gift_read.c cuts, gift_answers.c reads what stands in braces. */
#ifndef QUESTIONS_BANK_GIFT_PRIVATE_H
#define QUESTIONS_BANK_GIFT_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/bank/bank.h"

/** A stretch of the file, by offsets. */
struct piece {
    size_t start, end;
};

/** How a text is to be understood; what has no mark of its own inherits that of the stem. */
enum gift_format { GIFT_PLAIN, GIFT_HTML };

/** One reading. */
struct gift {
    const struct source_text *text;
    struct bank *bank;
    struct diags *diags;
    char *copy;  /* of the text, comments blanked */
    bool failed; /* memory ran out */
};

/** What the comments of a piece say. */
struct marks {
    const char *id; /* NULL: nothing */
    size_t id_at;   /* where it says so */
    struct texts tags;
};

struct piece gift_trim(const struct gift *g, struct piece piece);
/** Where the first unescaped character of `what` stands; the end of the piece when there is none. */
size_t gift_find(const struct gift *g, struct piece piece, const char *what);
/** The text of a piece, kept in the bank; NULL (and g->failed) when memory ran out. */
const char *gift_text(struct gift *g, struct piece piece, enum gift_format inherited);
struct diag *gift_error(struct gift *g, const char *id, size_t offset, size_t length,
                        const char *words);
/** Fill in options, key, feedback and explanation from what stands between the braces. */
void gift_read_answers(struct gift *g, struct piece answers, enum gift_format format,
                       struct item *item);

#endif
