/**
 * What came of an exam: points, the estimated score, how it went row by row, and what the learner
 * seems to believe, from the answers of this exam alone.
 */
#ifndef QUESTIONS_TUTOR_EXAM_RESULT_H
#define QUESTIONS_TUTOR_EXAM_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/scale.h"
#include "questions/tutor/session.h"

/** A belief is named from here on; below, an answer or two only happen to fit it. */
#define EXAM_BELIEF_NAMED 0.5

/** How it went with the questions that one row (or statement) decides. */
struct exam_rule {
    const char *rule; /* borrowed; NULL: those that say none */
    size_t questions, right;
};

/** A belief that the answers speak for. */
struct exam_belief {
    const char *id;       /* the misconception's, or "other-edition" */
    size_t misconception; /* of the pack; SIZE_MAX: the sibling's table */
    size_t decision;      /* of the pack */
    double probability;   /* above EXAM_BELIEF_NAMED */
    size_t fits, chances; /* of the answers; both 0 for the sibling's table */
};

struct exam_result {
    size_t questions, answered, right;
    double points, most;
    bool passed;
    int64_t scaled;          /* estimated */
    struct exam_rule *rules; /* owned; the worst share first, then in the order of the exam */
    size_t rule_count;
    struct exam_belief *beliefs; /* owned; the most probable first */
    size_t belief_count;
    double *weights; /* owned; of each misconception of the pack, for the verdicts; NULL: no pack */
    size_t *order;   /* owned; the turns in the order of the review: not right first */
};

/**
 * @turns    of the exam, after its end
 * @subject  of the pack; NULL: none is at hand
 * @return   false when memory ran out; exam_result_fini() in any case
 */
bool exam_result(struct exam_result *result, const struct turn turns[], size_t count,
                 const struct subject *subject, const struct scale *scale);
void exam_result_fini(struct exam_result *result);

#endif
