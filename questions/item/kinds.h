/** Every kind of question, each defined in a file of its own; the table of them is in kind.c. */
#ifndef QUESTIONS_ITEM_KINDS_H
#define QUESTIONS_ITEM_KINDS_H

#include "questions/item/kind.h"

extern const struct kind kind_decision;  /* what a decision answers */
extern const struct kind kind_statement; /* which sentence is true */

#endif
