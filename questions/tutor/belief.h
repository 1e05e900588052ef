/**
 * What a learner seems to believe about one decision: how likely each hypothesis is, given the
 * answers so far.  The hypotheses are sound knowledge, each misconception of the decision, the
 * sibling's table ("other-edition") and guessing, and if wanted every two misconceptions together;
 * all are equally likely at first.  Each is a table, so what it answers is computed, not estimated;
 * only the chance of a slip is assumed.
 *
 * People change: somebody who knew it yesterday may have it wrong today.  So whoever follows a learner
 * for long gives no hypothesis up (BELIEF_FLOOR) and tells only the latest answers (BELIEF_ANSWERS).
 * A diagnosis, which takes minutes, keeps to Bayes' rule alone.
 */
#ifndef QUESTIONS_TUTOR_BELIEF_H
#define QUESTIONS_TUTOR_BELIEF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/subject.h"

#define BELIEF_SLIP 0.05 /* chance of another option than the belief's own */
#define BELIEF_SURE                                                                                \
    0.95 /* from here on somebody is told what he seems to believe; one answer only fits */

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

/** Misconceptions of a decision, of which every two are weighed, at most: their pairs grow as the square. */
#define BELIEF_PAIRS_MOST 40

/** What an outcome is where a hypothesis leads to none that may be asked for: it picks at random. */
#define BELIEF_AT_RANDOM SIZE_MAX

enum hypothesis_kind {
    HYPOTHESIS_SOUND,
    HYPOTHESIS_MISCONCEPTION,
    HYPOTHESIS_OTHER_EDITION,
    HYPOTHESIS_GUESSING,
    HYPOTHESIS_PAIR /* two misconceptions, in the order in which their rows are tried */
};

struct hypothesis {
    enum hypothesis_kind kind;
    size_t misconception; /* of the pack; SIZE_MAX for those that are none */
    size_t second;        /* of a pair; SIZE_MAX for the others */
    double prior;         /* in shares: 1; 1/2 for each order of a pair, which is one hypothesis */
    double probability;   /* all add up to 1 */
};

struct belief_options {
    double slip;  /* 0 to below 1 */
    double floor; /* the least probability of a hypothesis; 0: none */
    bool pairs;   /* weigh every two misconceptions together, too */
};

/** Posterior over the hypotheses of one decision. */
struct belief {
    const struct subject *subject;
    size_t decision;
    struct belief_options options;
    /* Owned: sound, misconceptions, other-edition (where the sibling decides this, too), guessing, pairs. */
    struct hypothesis *hypotheses;
    size_t count;
};

/**
 * Begin with all hypotheses equally likely; belief_fini() frees.
 * @options  NULL: for somebody who is followed for long, BELIEF_SLIP and BELIEF_FLOOR, without pairs
 * @return   false when memory ran out
 */
bool belief_init(struct belief *belief, const struct subject *subject, size_t decision,
                 const struct belief_options *options);
void belief_fini(struct belief *belief);
/** All equally likely again. */
void belief_reset(struct belief *belief);

/**
 * The outcome that a hypothesis leads to; BELIEF_AT_RANDOM: none, or one that may not be asked for.
 * @hypothesis  an index
 */
size_t belief_outcome(const struct belief *belief, size_t hypothesis, uint32_t whole);

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

/** Probability, summed by what is answered to one question: all that its information hangs on. */
struct belief_masses {
    double own[PACK_OUTCOMES_MAX]; /* by option: of the hypotheses that lead to it */
    double random;                 /* of those that pick at random */
};
/** How likely an option is to be chosen.  @options  how many there are */
double belief_chance(const struct belief_masses *masses, size_t option, size_t options,
                     double slip);
/** The information of the answer, in bits; see belief_information(). */
double belief_bits(const struct belief_masses *masses, size_t options, double slip);

/** "sound", the id of the (first) misconception, "other-edition" or "guessing". */
const char *belief_name(const struct belief *belief, size_t hypothesis);

#endif
