/**
 * The proof of a bank: every key that can be derived from the pack is derived again.  Findings are
 * data; whoever asks decides what follows from them (questions/commands/banks.h).
 */
#ifndef QUESTIONS_BANK_BANK_PROVE_H
#define QUESTIONS_BANK_BANK_PROVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/bank/bank.h"
#include "questions/item/kind.h"

/** What is found of a question.  All but the first leave its key underived. */
enum proof_kind {
    PROOF_KEY,         /* other options are right than the bank says */
    PROOF_NO_KIND,     /* the pack knows no such kind of question: `name` */
    PROOF_NO_DECISION, /* nor such a decision, or the kind is about another: `name` */
    PROOF_NO_FACT,     /* the pack knows no such fact: `name` */
    PROOF_LACKS_FACT,  /* the question does not say this fact of the pack: `name` */
    PROOF_IMPOSSIBLE,  /* the facts cannot hold together */
    PROOF_NO_MEANING   /* the pack does not settle what an option claims: `option` */
};

struct proof_finding {
    enum proof_kind kind;
    size_t item;      /* index into the bank's items */
    size_t option;    /* index; SIZE_MAX: about none */
    const char *name; /* borrowed from bank or pack; NULL: none */
    uint32_t right;   /* of PROOF_KEY: bit i, option i is right */
};

/** At most one finding a question, in the order of the bank. */
struct proof {
    struct proof_finding *findings; /* owned */
    size_t count, capacity;
    size_t wrong;     /* findings that are PROOF_KEY */
    size_t proved;    /* questions whose key is what the pack answers */
    size_t unproved;  /* questions with nothing to derive a key from: written by hand */
    bool other_bytes; /* the bank was made from another version of the pack */
};

/** What a question asks, in the pack's terms. */
struct posed {
    const struct kind *kind;
    size_t decision; /* SIZE_MAX: none */
    uint32_t whole;  /* the case; 0 where it is about none */
};

/**
 * Prove every question of a bank by a pack.  A question can be proved when it says its kind (or at
 * least its decision), where it has a decision also all facts, and what an option claims.
 * @return false when memory ran out; proof_fini() is called in any case
 */
bool bank_prove(const struct subject *subject, const struct bank *bank, struct proof *proof);
void proof_fini(struct proof *proof);

/**
 * One question: what it asks.
 * @finding  receives what is wrong when the result is false; item and option are left alone
 * @provable receives whether there is anything to derive a key from
 * @return   whether the pack understands it
 */
bool item_posed(const struct subject *subject, const struct item *item, struct posed *posed,
                struct proof_finding *finding, bool *provable);

#endif
