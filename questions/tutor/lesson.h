/**
 * A rule told before it is asked about: the facts in it that are new, the row in words, one case that
 * it decides.  Of a statement, the sentence that is true and one that is not.
 */
#ifndef QUESTIONS_TUTOR_LESSON_H
#define QUESTIONS_TUTOR_LESSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/question.h"
#include "questions/tutor/session.h"

struct buffer; /* questions/text/buffer.h */

struct lesson {
    const struct subject *subject;
    size_t number, of;  /* which of the rules and statements of the pack, from 1 */
    size_t decision;    /* SIZE_MAX: a statement */
    size_t index;       /* of the row or the statement */
    uint32_t new_facts; /* bits of the facts that no rule told before asks for */
    bool in_order;      /* rows before it are tried first */
    struct question
        *example; /* owned; another case of the row where there is one; NULL: a statement,
                                 or memory ran out */
};

/**
 * What is to be told before the open question; lesson_fini() is called in any case.
 * @return false when nothing is: the session does not introduce rules, or this one was asked before
 */
bool lesson_of(struct session *session, const struct turn *turn, struct lesson *lesson);
void lesson_fini(struct lesson *lesson);

/** "Where no rule before it fits, and A, and B: outcome."  @out  empty */
void lesson_row(const struct lesson *lesson, struct buffer *out);
/** The outcome that a row of the lesson's decision leads to, as its label. */
const char *lesson_outcome(const struct lesson *lesson);

#endif
