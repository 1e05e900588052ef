/**
 * What a learner seems to believe about one decision: how likely each hypothesis is, given the
 * answers so far.  The hypotheses are sound knowledge, each misconception of the decision, the
 * sibling's table ("other-edition") and guessing, equally likely at first.  Each is a table, so what
 * it answers is computed, not estimated; only the chance of a slip is assumed.
 *
 * People change: somebody who knew it yesterday may have it wrong today.  So no hypothesis is ever
 * given up (BELIEF_FLOOR), and whoever keeps answers tells only the latest of them (BELIEF_ANSWERS).
 */
#ifndef QUESTIONS_TUTOR_BELIEF_H
#define QUESTIONS_TUTOR_BELIEF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/subject.h"

#define BELIEF_SLIP 0.05 /* chance of another option than the belief's own */

/**
 * The least probability of a hypothesis, before all are brought to a sum of 1.  Products of small
 * numbers reach 0 after some 180 answers, and from 0 no answer leads back.  From one in a million,
 * five answers that fit one hypothesis and not the others do, even where there are but two options
 * (19 to 1 each); and to the learner one in a million is as good as never.
 */
#define BELIEF_FLOOR 1e-6

/**
 * Latest answers of one decision that count.  To name a belief takes about five good questions and
 * up to fourteen; forty leave room for slips and for dull questions in between, and yet four rounds
 * later nothing is held against a learner any more.
 */
#define BELIEF_ANSWERS 40

enum hypothesis_kind {
    HYPOTHESIS_SOUND,
    HYPOTHESIS_MISCONCEPTION,
    HYPOTHESIS_OTHER_EDITION,
    HYPOTHESIS_GUESSING
};

struct hypothesis {
    enum hypothesis_kind kind;
    size_t misconception; /* of the pack; SIZE_MAX for the others */
    double probability;   /* all add up to 1 */
};

/** Posterior over the hypotheses of one decision. */
struct belief {
    const struct subject *subject;
    size_t decision;
    double slip;
    struct hypothesis *hypotheses; /* owned */
    size_t count;
};

/** Begin with all hypotheses equally likely; false when memory ran out; belief_fini() frees. */
bool belief_init(struct belief *belief, const struct subject *subject, size_t decision);
void belief_fini(struct belief *belief);
/** All equally likely again. */
void belief_reset(struct belief *belief);

/**
 * Bayes' rule for one answer, then the floor.
 * @outcomes  the options shown, as outcomes of the decision
 * @chosen    the one chosen, an index into them
 */
void belief_update(struct belief *belief, uint32_t whole, const size_t outcomes[], size_t count,
                   size_t chosen);

/**
 * How much one more answer is expected to tell: mutual information, in bits, between the
 * hypotheses and the option that will be chosen.
 */
double belief_information(const struct belief *belief, uint32_t whole, const size_t outcomes[],
                          size_t count);

/** "sound", the misconception's id, "other-edition" or "guessing". */
const char *belief_name(const struct belief *belief, size_t hypothesis);

#endif
