/**
 * What a learner got wrong, or marked: the questions themselves, to be written as a bank.  A question
 * is known by its id, and its latest answer counts: who got it right since has learnt it.
 */
#ifndef QUESTIONS_TUTOR_MISSED_H
#define QUESTIONS_TUTOR_MISSED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/arena.h"
#include "questions/item/frame.h"
#include "questions/item/subject.h"
#include "questions/tutor/record.h"

struct buffer; /* questions/text/buffer.h */

/** A question that was asked, and how it stands. */
struct missed_question {
    const char *id, *kind, *decision, *facts, *telling, *rule; /* as in struct asked */
    const char *item;   /* likewise; NULL: made from the pack */
    const char *chosen; /* ids of the options chosen, joined by spaces; NULL: nothing was */
    uint64_t seed;
    bool wrong;   /* the latest answer was */
    bool marked;  /* a mark still stands, however often it came since */
    size_t order; /* when it came last, from 0 */
};

/** Zero-initialise; missed_fini() frees. */
struct missed {
    struct arena arena;
    struct missed_question *questions; /* owned; after missed_settle() in the order of `order` */
    size_t count, capacity;
};
void missed_fini(struct missed *missed);

/** Note a record, oldest first.  False when memory ran out. */
bool missed_note(struct missed *missed, const struct outcome_record *record);
/** Keep one entry for each question, and only those that were wrong, or marked. */
void missed_settle(struct missed *missed, bool wrong, bool marked);

/**
 * The frame of a question that the pack asked, and how to make the item of it: its case told in the
 * same way with the same words.
 * @known   receives whether there is one: the pack may have changed since, or a bank have asked
 * @return  NULL where it is not known, or memory ran out; frame_free() frees it, and ends the item
 */
struct frame *missed_frame(const struct missed_question *question, const struct subject *subject,
                           struct frame_wording *wording, bool *known);

/**
 * What was chosen wrongly, as a sentence: letters of the item that is made of the question, "You
 * chose A, C."; of a drill's question about sentences, which the item asks in another way, what the
 * choice means, "You took this to be true: ...".
 * @subject  NULL: of a bank whose pack is not at hand
 * @out      receives it; nothing where nothing was chosen wrongly, or nobody knows any more what it was
 */
void missed_chosen(const struct missed_question *question, const struct subject *subject,
                   const struct item *item, struct buffer *out);

#endif
