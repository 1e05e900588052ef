/**
 * A bank as JSON (data/README.md, "The bank"): one object, a question a line in it; or NDJSON, the
 * head on line 1, then a question a line, then a paper a line.  Private to the bank_json*.c files.
 */
#ifndef QUESTIONS_BANK_BANK_JSON_H
#define QUESTIONS_BANK_BANK_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/fields.h"
#include "questions/bank/bank.h"
#include "questions/bank/bank_ids.h"

#define BANK_FORMAT     "amiquiz-bank"
#define BANK_VERSION    1
#define BANK_POINTS_MAX 1e6 /* of one question */

/** A bank while it is read. */
struct bank_reader {
    struct bank *bank;
    const struct source_text *text;
    struct fields in;
    struct bank_index index; /* of the questions, once papers are read */
    size_t *last_paper;      /* owned; of each question: the last paper that has it, from 1 */
    struct id_use *forms;    /* owned; of the papers */
    size_t form_count, form_capacity;
};

/** The head; questions and papers may be `lists` in the same object.  False: this is no bank. */
bool bank_read_head(struct bank_reader *r, const struct cJSON *head, bool lists);
/** One question, added to the bank. */
void bank_read_question(struct bank_reader *r, const struct cJSON *question);
/** One paper, added to the bank; every question must have been read. */
void bank_read_paper(struct bank_reader *r, const struct cJSON *value);

/**
 * How format_json and format_ndjson read.  Which of the two a text is, it mostly shows itself; an
 * object on a single line without questions is a fault to the first, an empty bank to the second.
 */
bool bank_json_read(const struct source_text *text, struct bank *bank, struct diags *diags);
bool bank_ndjson_read(const struct source_text *text, struct bank *bank, struct diags *diags);
bool bank_json_looks(const struct source_text *text);

#endif
