/**
 * Simple lines of long CSV, cut at their separators: lines whose cells are not quoted, with no space
 * around the student and the question, the question being one of the key's by just this text.  Whatever a
 * line that is not simple may be, somebody else finds out.
 */
#ifndef QUESTIONS_SCORE_ANSWERS_CUT_H
#define QUESTIONS_SCORE_ANSWERS_CUT_H

#include "questions/score/answers_private.h"

#define CUT_CELLS_MAX 16 /* of a simple line */

/** A simple line. */
struct line {
    const char *at, *next;
    struct id_key student;
    struct cell_text answer;
    uint32_t question;
};

/**
 * Cut the line at `at`, which is a simple one; false: it is not.
 * @limit  the line that reaches it is the last one: what is next is there
 */
bool cut_simple(const struct answers *answers, const char *at, const char *limit,
                struct line *line);
#define CUT_LINES 76 /* most at once */

/**
 * Cut lines until one is not simple, or there are many, or no more; returns how many.
 * @usual  they are of student, question and answer, in this order
 * @lines  receives at most CUT_LINES
 */
size_t cut_several(const struct answers *answers, const char *at, const char *limit, bool usual,
                   struct line lines[]);

#endif
