/**
 * An exam on a screen: its opening, the time, the overview, the result, the review.  Terminal and
 * piped input print through here; the questions themselves and the verdicts are present.h's.
 */
#ifndef QUESTIONS_TUTOR_EXAM_VIEW_H
#define QUESTIONS_TUTOR_EXAM_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/tutor/exam.h"
#include "questions/tutor/exam_result.h"

struct buffer; /* questions/text/buffer.h */
struct screen; /* questions/text/screen.h */

/** What is said of an exam beside its questions. */
struct exam_words {
    const char *version; /* of the program */
    const char *title;
    const struct scale *scale;
    bool resumed; /* it was begun in an earlier process */
};

/** What it is, how long it takes, and that nothing is said before the end. */
void exam_view_opening(struct screen *screen, const struct exam *exam,
                       const struct exam_words *words, int64_t minutes);
/** That an exam is unfinished, and that what was said (`option`) is about another one. */
void exam_view_unfinished(struct screen *screen, const struct exam *exam,
                          const struct exam_words *words, int64_t minutes, const char *option);
/** "18:32"; as wide for every time of an exam of so many minutes. */
void exam_view_clock(struct buffer *out, int64_t seconds, int64_t minutes);
/** "18 minutes left", rounded up; "less than a minute left". */
void exam_view_left(struct buffer *out, int64_t seconds);
/** Which questions are answered, open and marked. */
void exam_view_overview(struct screen *screen, const struct exam *exam);
/** "2 questions are open: 3 and 5." or that all are answered. */
void exam_view_open(struct buffer *out, const struct exam *exam);
/** What can be said while the exam goes on; `keys`: single keys are read, else lines. */
void exam_view_help(struct screen *screen, bool keys);
/** What the keys of the review do. */
void exam_view_review_help(struct screen *screen);

/** How it ended: by hand or by the clock. */
void exam_view_end(struct screen *screen, enum sitting_end end);
/** Points, estimated score, passed or not, row by row, beliefs. */
void exam_view_result(struct screen *screen, const struct exam_result *result,
                      const struct exam_words *words, const struct subject *subject);
/** One item of the review: the question, then the verdict, whole where it was not right. */
void exam_view_item(struct screen *screen, const struct turn *turn,
                    const struct exam_result *result);

#endif
