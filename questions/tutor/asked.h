/** A question in the words of a record, and what was chosen out of them again. */
#ifndef QUESTIONS_TUTOR_ASKED_H
#define QUESTIONS_TUTOR_ASKED_H

#include <stdbool.h>
#include <stdint.h>

#include "questions/item/question.h"
#include "questions/text/buffer.h"
#include "questions/tutor/record.h"

/** Backing of the texts that a record does not borrow from its question.  Zero-initialise. */
struct asked_words {
    struct buffer facts, options, key;
};

/**
 * Fill in what the question itself says: id, kind, decision, facts, telling, seed, options, key and
 * rule.  The rest (when, where, for which pack) is the caller's.
 * @words  lives as long as the record; asked_words_fini() in any case
 * @return false when memory ran out
 */
bool asked_describe(struct asked *asked, struct asked_words *words,
                    const struct question *question);
void asked_words_fini(struct asked_words *words);

/** The ids of the options chosen, joined by spaces.  @chosen bit i: option i */
void asked_write_chosen(struct buffer *out, const struct question *question, uint32_t chosen);
/** The same read; false where a word names no option of the question, or one twice. */
bool asked_read_chosen(const struct question *question, const char *text, uint32_t *chosen);

#endif
