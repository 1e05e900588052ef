/**
 * Hints to an open question: first the facts that matter, then one wrong option after the other is
 * struck out, as long as two wrong ones are left, so that no hint gives the key away.  They depend on the
 * question alone, so that one that comes back has the same.
 */
#ifndef QUESTIONS_TUTOR_HINT_H
#define QUESTIONS_TUTOR_HINT_H

#include <stddef.h>
#include <stdint.h>

#include "questions/item/question.h"

struct buffer; /* questions/text/buffer.h */

/** How many hints there are to a question; 0: one would give the answer away. */
size_t hint_count(const struct question *question);
/** A hint in words.  @number  from 0, below hint_count() */
void hint_write(const struct question *question, size_t number, struct buffer *out);
/** The options that the first `count` hints struck out, as bits. */
uint32_t hint_struck(const struct question *question, size_t count);

#endif
