/**
 * What a pack says today of a bank's questions, held against what the bank says: keys, the beliefs
 * that wrong options stand for, feedback and explanations.  For a bank whose pack has changed this is
 * the list of what has to be done again.
 */
#ifndef QUESTIONS_BANK_BANK_STALE_H
#define QUESTIONS_BANK_BANK_STALE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/bank/bank_prove.h"

/** What differs of one question.  Bit i of a set of options is option i. */
struct stale_item {
    size_t item;                         /* index into the bank's items */
    const struct proof_finding *finding; /* the key is another or cannot be derived; or NULL */
    uint32_t distractors;                /* options that other beliefs answer than it says */
    struct texts *beliefs; /* of each option, as the pack has it; NULL: no other ones */
    uint32_t gone;         /* options that the pack would not offer any more */
    uint32_t feedback;     /* options of which the pack says something else */
    bool explanation;      /* the pack explains the key in other words */
};

/** The changes in the order of the bank.  Zero-initialise; stale_fini() frees. */
struct stale {
    struct proof proof;
    struct stale_item *items; /* owned; only questions of which something differs */
    size_t count, capacity;
    struct arena arena; /* owns what is not the pack's */
};

/**
 * Compare every question that can be proved.  Feedback and explanations are compared where the bank
 * says the digest of its pack: others were written by somebody, and no pack makes them stale.
 * @return false when memory ran out
 */
bool bank_stale(const struct subject *subject, const struct bank *bank, struct stale *stale);
void stale_fini(struct stale *stale);

#endif
