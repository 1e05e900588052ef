/** A case explained, as JSON and as a person reads it. */
#ifndef QUESTIONS_COMMANDS_EXPLAIN_VIEW_H
#define QUESTIONS_COMMANDS_EXPLAIN_VIEW_H

#include <stddef.h>
#include <stdint.h>

#include "engine/explain.h"
#include "questions/commands/answer.h"
#include "questions/text/buffer.h"

/** All that is known of one whole case.  Indices are SIZE_MAX where nothing was asked. */
struct explanation {
    struct answer answer; /* decided */
    size_t decision;
    uint32_t whole;
    size_t why_not_outcome;
    struct why_not why_not;
    size_t change_to;
    uint32_t may_change; /* the facts of --by, or all */
    struct changes changes;
};

/** The object of `explain --json`. */
void explain_json(struct buffer *out, const struct explanation *e);
/** The text. */
void explain_print(struct screen *screen, const struct explanation *e);
/** STATUS_NO when no change leads where the user wants to get. */
enum status explain_status(const struct explanation *e);

#endif
