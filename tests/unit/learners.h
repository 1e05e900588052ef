/**
 * Simulated learners: each answers by one hypothesis, worked out by the slow engine, and slips at
 * times.  They are asked until what they believe is sure, by the program's own choice or by chance.
 */
#ifndef TESTS_UNIT_LEARNERS_H
#define TESTS_UNIT_LEARNERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/tutor/probe.h"

#define LEARNERS_LONGEST                                                                           \
    400                   /* questions after which a run is given up, and counted with that many */
#define LEARNERS_CURVE 31 /* answers over which the posterior is followed: 0 to 30 */

/** How runs are made. */
struct learners {
    struct belief belief;
    struct probes probes;
    double slip, sure;
    bool random; /* cases drawn evenly, in place of the best */
};

/** What came of them. */
struct runs {
    size_t count, right, questions;
    size_t of_length[LEARNERS_LONGEST + 1];
    double
        posterior[LEARNERS_CURVE]; /* sum over runs: of what is believed, after so many answers */
};

/** Ready to run; false, and a failed check, when memory ran out.  learners_close() frees. */
bool learners_open(struct learners *learners, const struct subject *subject, size_t decision,
                   bool pairs);
void learners_close(struct learners *learners);

/** Can anybody who is asked be told to hold this hypothesis?  Not a guesser. */
bool learners_has(const struct learners *learners, size_t hypothesis);
/** One learner with this hypothesis, asked until it is sure; added to the runs. */
void learners_run(struct learners *learners, size_t hypothesis, uint64_t seed, struct runs *runs);

double runs_mean(const struct runs *runs);
/** The least number of questions that `share` (0 to 1) of the runs kept within. */
size_t runs_quantile(const struct runs *runs, double share);
void runs_add(struct runs *runs, const struct runs *more);

#endif
