/** Credit: what a response earns. */
#ifndef QUESTIONS_SCORE_CREDIT_H
#define QUESTIONS_SCORE_CREDIT_H

#include <stdbool.h>

#include "questions/score/key.h"
#include "questions/score/response.h"

/** With r right and w wrong options chosen of n right and m wrong ones, c chosen. */
enum credit_scheme {
    CREDIT_ALL_OR_NOTHING,
    CREDIT_NET_RIGHT,   /* max(0, (r - w) / n) */
    CREDIT_COVERAGE,    /* (r / n) (r / c) */
    CREDIT_EACH_OPTION, /* share of the options treated rightly */
    CREDIT_FALSE2       /* max(0, r / n - w / max(m, 2)) */
};

struct credit {
    enum credit_scheme scheme;
    double wrong; /* share of a question's points taken off for an answer that earns none; 0 to 1 */
};

/**
 * Points of a response.  Nothing chosen earns 0, whatever the scheme; of several right sets the one
 * counts that gives most.  A dropped or unscored question is judged as if it were scored: whether its
 * points count is the total's business.  KEY_ALL_CREDIT is, too.
 * @options  how many options the question has (sheet_options)
 */
double credit_points(const struct credit *credit, const struct score_key *key, size_t question,
                     size_t options, const struct response *response);
/** Is it fully right (a right set of options, the engine's own outcome, the full mark)? */
bool credit_is_right(const struct score_key *key, size_t question, const struct response *response);

#endif
