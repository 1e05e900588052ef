/** What the two ways to a key (key.c: of a bank; key_csv.c: of a file) share.  Private to them. */
#ifndef QUESTIONS_SCORE_KEY_PRIVATE_H
#define QUESTIONS_SCORE_KEY_PRIVATE_H

#include <stdbool.h>

#include "questions/score/key.h"

/** Make the look-ups of a key whose questions and papers are there; false when memory ran out. */
bool key_make_index(struct score_key *key);

#endif
