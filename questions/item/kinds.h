/** Every kind of question, each defined in a file of its own; the table of them is in kind.c. */
#ifndef QUESTIONS_ITEM_KINDS_H
#define QUESTIONS_ITEM_KINDS_H

#include "questions/item/kind.h"

extern const struct kind kind_decision;  /* what a decision answers */
extern const struct kind kind_owner;     /* who owns what afterwards */
extern const struct kind kind_grant;     /* the least that must be granted */
extern const struct kind kind_prevent;   /* what a withdrawal stops */
extern const struct kind kind_change;    /* which fact alone changes the answer */
extern const struct kind kind_steps;     /* which calls, in order */
extern const struct kind kind_edition;   /* what the sibling answers */
extern const struct kind kind_statement; /* which sentence is right */

#endif
