/**
 * The questions of a bank as a session asks them: each once, in the order of the bank, before any
 * comes again; then those first whose latest answer was wrong or that were left unanswered, the one
 * that was asked longest ago before the others.  None comes again within a round of ten, unless fewer
 * are asked.
 */
#ifndef QUESTIONS_TUTOR_DECK_H
#define QUESTIONS_TUTOR_DECK_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/bank/bank_ids.h"
#include "questions/item/question.h"
#include "questions/text/rng.h"
#include "questions/tutor/session.h"

/** How it went with one question so far. */
struct card {
    size_t asked; /* number of the question when it was asked last, from 1; 0: never */
    bool seen;    /* it was answered or skipped */
    bool right;   /* and answered rightly the last time */
    bool wrong;   /* its latest answer was wrong; what is skipped is none */
    bool was_seen, was_right, was_wrong; /* the same before it was asked last */
    bool left_out;                       /* not to be drawn; whoever draws sees to it */
};

/** Zeroed, it is a deck without questions. */
struct deck {
    const struct bank *bank;
    const struct subject *subject; /* NULL: none */
    struct card *cards;            /* owned; one for each item */
    struct bank_index index;
    struct session_progress progress;
};

/** False when memory ran out; deck_fini() is called in any case.  Borrows bank and subject. */
bool deck_init(struct deck *deck, const struct bank *bank, const struct subject *subject);
void deck_fini(struct deck *deck);

/** The place of a question's item in the bank. */
size_t deck_place(const struct deck *deck, const struct item *item);
/** How many cards are not left out. */
size_t deck_left(const struct deck *deck);
/** An item of the bank by id; NULL: none. */
const struct item *deck_find(const struct deck *deck, const char *id);

/* What became of an item of the bank; NULL, which is a pack's own question, is passed over. */

/** It was asked, and is open.  @number of the question, from 1, rising */
void deck_note_asked(struct deck *deck, const struct item *item, size_t number);
/** It was answered, or skipped. */
enum deck_done { DECK_RIGHT, DECK_WRONG, DECK_SKIPPED };
void deck_note_done(struct deck *deck, const struct item *item, enum deck_done done);
/** It is open again. */
void deck_note_undo(struct deck *deck, const struct item *item);

/**
 * The question that is due, its options shuffled (but see item_keeps_order()).
 * @number  of the question asked last; 0: none was
 * @return  NULL when memory ran out; one card at least must not be left out.  Cost: a look at every card.
 */
struct question *deck_draw(const struct deck *deck, size_t number, struct rng *rng);
/** An item as a question.  @order as in question_item(); NULL: that of the bank */
struct question *deck_question(const struct deck *deck, const struct item *item,
                               const unsigned char order[]);

struct session_progress deck_progress(const struct deck *deck);

#endif
