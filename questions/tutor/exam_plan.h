/**
 * Which questions an exam asks: from a pack by the blueprint that banks are made by, spread over rows,
 * misconceptions and kinds of questions; from a bank spread over the rows that decide its questions.
 * No stem comes twice.  The same pack or bank, seed and number give the same questions.
 */
#ifndef QUESTIONS_TUTOR_EXAM_PLAN_H
#define QUESTIONS_TUTOR_EXAM_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/bank/bank.h"

struct buffer;  /* questions/text/buffer.h */
struct subject; /* questions/item/subject.h */

/**
 * The questions as a bank in NDJSON, the head on the first line: that is what an exam is kept as, so
 * that it is the same when it is taken up again, whatever became of pack and bank meanwhile.
 *
 * @count  questions wanted
 * @made   receives how many there are: fewer where the pack has no more
 * @return false when memory ran out
 */
bool exam_plan_pack(const struct subject *subject, const struct bank_head *head, uint64_t seed,
                    size_t count, struct buffer *ndjson, size_t *made);
/** The same from a bank, whose head it keeps; the options of each question are shuffled. */
bool exam_plan_bank(const struct bank *bank, uint64_t seed, size_t count, struct buffer *ndjson,
                    size_t *made);

#endif
