/** What is found out about a bank's questions, in words. */
#ifndef QUESTIONS_COMMANDS_BANK_WORDS_H
#define QUESTIONS_COMMANDS_BANK_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "questions/bank/bank_prove.h"

struct buffer; /* questions/text/buffer.h */

/** The ids of some options, "A", "A and C", "A, B and C"; "no option" when there is none. */
void bank_write_options(struct buffer *out, const struct item *item, uint32_t options);
/** The options that the bank says are right, as bits. */
uint32_t bank_key(const struct item *item);
/** What is wrong with a question: `the key is A, but the pack "x" answers C`. */
void bank_write_finding(struct buffer *out, const struct subject *subject, const struct item *item,
                        const struct proof_finding *finding);
/** The stable name of a finding: "wrong-key", ... */
const char *bank_finding_id(enum proof_kind kind);

#endif
