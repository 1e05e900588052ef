/**
 * Students whose ids look alike but are not the same (questions/text/looks.h): one person written in two
 * ways, mostly.  They stay different students; a person is asked.
 */
#ifndef QUESTIONS_SCORE_ALIKE_H
#define QUESTIONS_SCORE_ALIKE_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/score/scored.h"

struct buffer; /* questions/text/buffer.h */

/** Two students of a sheet. */
struct alike_pair {
    size_t first, second; /* the first is the earliest that looks so */
};

/**
 * Every student whose id looks like that of an earlier one, in the order of first appearance.  Where no id
 * can look like another (plain characters, all in one case, numbers of one length), which is the rule,
 * that costs one look at each id.
 * @pairs  receives the first `most` of them
 * @count  receives how many there are
 * @return false when memory ran out
 */
bool alike_students(const struct sheet *sheet, struct alike_pair pairs[], size_t most,
                    size_t *count);
/**
 * `"s01" and "s\u{200b}01" differ only by an invisible character (U+200B)`; nameless, they are called so, and
 * how their ids differ is said all the same.
 * @scored  only its students, and whether they are nameless
 */
void alike_words(struct buffer *out, const struct scored *scored, const struct alike_pair *pair);

#endif
