/**
 * How few answers can make a diagnosis sure, whoever chooses the questions: by a search over all sets of
 * questions (with repeats; their order does not matter to Bayes' rule).  No learner who never slips is
 * named sooner, so this is what the questions that `diagnose` takes are to be held against.
 */
#ifndef TESTS_UNIT_FEWEST_H
#define TESTS_UNIT_FEWEST_H

#include <stddef.h>

#include "tests/unit/learners.h"

#define FEWEST_MOST 16 /* answers tried */

/**
 * The least number of answers, each of them the hypothesis's own, after which it is as likely as
 * learners->sure; FEWEST_MOST + 1: more.  For hypotheses that are told by their own name, and answer.
 */
size_t fewest_answers(const struct learners *learners, size_t hypothesis);

#endif
