/**
 * Why a response is refused: words for a person, and a kind for those who count.  The kind is set where
 * the words are made, so that nobody looks for words in words.
 */
#ifndef QUESTIONS_SCORE_REASON_H
#define QUESTIONS_SCORE_REASON_H

#include "questions/text/buffer.h"

enum reject_kind {
    REJECT_OTHER,    /* nothing that one mistake of a whole file would explain */
    REJECT_NO_MARK,  /* under --marks: no number */
    REJECT_POINTS,   /* a mark of more than the question's points */
    REJECT_NUMBER,   /* without --marks: a number, and no option */
    REJECT_ROSTER,   /* the student is not on the roster */
    REJECT_QUESTION, /* the key has no such question */
    REJECT_CELLS,    /* more or fewer cells than the header has */
    REJECT_KINDS
};

/** Zero-initialise; whoever made it frees the words. */
struct reason {
    struct buffer words; /* no question "q91" is in the key: did you mean "q19"? */
    enum reject_kind kind;
};

#endif
