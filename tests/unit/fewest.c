/*
 * What is left of a rival after an answer is his weight times a ratio, the likelihood of that answer under
 * him over that under the hypothesis.  So a set of questions is judged by the sum over all rivals of the
 * products of their ratios.  A question that leaves no rival less than another one does is never better.
 * A branch is given up when even the best ratio of each rival, all at once, would not suffice.
 */
#include "tests/unit/fewest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/check.h"

#define RIVALS_MOST 300
#define PROBES_MOST 300

struct search {
    double ratios[PROBES_MOST][RIVALS_MOST];
    double least[PROBES_MOST][RIVALS_MOST]; /* of this question's ratio and those behind it */
    size_t questions, rivals;
    double enough; /* the sum of the rivals' weights at which the hypothesis is sure */
};

static double ratio_of(const struct learners *l, size_t probe, uint8_t own, uint8_t rivals)
{
    const double slip = l->belief.options.slip, options = l->probes.items[probe].options;
    if (rivals == PROBE_AT_RANDOM) {
        return 1 / options / (1 - slip);
    }
    return rivals == own ? 1 : slip / (options - 1) / (1 - slip);
}

/* Is one question never better than the other? */
static bool is_idle(const double ratios[], const double others[], size_t rivals)
{
    for (size_t r = 0; r < rivals; r++) {
        if (ratios[r] < others[r]) {
            return false;
        }
    }
    return true;
}

/* Take a question in, unless it is idle; those that it makes idle go. */
static void add_question(struct search *s, const double ratios[])
{
    size_t kept = 0;
    for (size_t q = 0; q < s->questions; q++) {
        if (is_idle(ratios, s->ratios[q], s->rivals)) {
            return;
        }
    }
    for (size_t q = 0; q < s->questions; q++) {
        if (!is_idle(s->ratios[q], ratios, s->rivals)) {
            memmove(s->ratios[kept++], s->ratios[q], sizeof s->ratios[q]);
        }
    }
    memcpy(s->ratios[kept], ratios, sizeof s->ratios[kept]);
    s->questions = kept + 1;
}

static void find_least(struct search *s)
{
    for (size_t q = s->questions; q-- > 0;) {
        for (size_t r = 0; r < s->rivals; r++) {
            const double behind = q + 1 < s->questions ? s->least[q + 1][r] : 1;
            s->least[q][r] = fmin(s->ratios[q][r], behind);
        }
    }
}

/* Do `answers` more, to questions from `from` on, suffice? */
static bool suffice(const struct search *s, const double weights[], size_t from, size_t answers)
{
    double sum = 0, hoped = 0;
    for (size_t r = 0; r < s->rivals; r++) {
        sum += weights[r];
        hoped += weights[r] * pow(s->least[from][r], (double)answers);
    }
    if (sum <= s->enough || answers == 0 || hoped > s->enough) {
        return sum <= s->enough;
    }
    double left[RIVALS_MOST];
    for (size_t q = from; q < s->questions; q++) {
        for (size_t r = 0; r < s->rivals; r++) {
            left[r] = weights[r] * s->ratios[q][r];
        }
        if (suffice(s, left, q, answers - 1)) {
            return true;
        }
    }
    return false;
}

/* The rivals' weights at first, and all questions that may be of use. */
static void fill(struct search *s, const struct learners *l, size_t hypothesis, double weights[])
{
    double told[RIVALS_MOST], ratios[RIVALS_MOST] = {0};
    (void)probes_told(&l->probes, &l->belief, told);
    for (size_t h = 0; h < l->belief.count; h++) {
        if (h != hypothesis && told[h] > 0) {
            weights[s->rivals++] = told[h] / told[hypothesis];
        }
    }
    for (size_t p = 0; p < l->probes.count; p++) {
        const uint8_t own = probes_answer(&l->probes, p, hypothesis);
        size_t r = 0;
        for (size_t h = 0; h < l->belief.count; h++) {
            if (h != hypothesis && told[h] > 0) {
                ratios[r++] = ratio_of(l, p, own, probes_answer(&l->probes, p, h));
            }
        }
        if (own != PROBE_AT_RANDOM) {
            add_question(s, ratios);
        }
    }
}

size_t fewest_answers(const struct learners *learners, size_t hypothesis)
{
    struct search *s = calloc(1, sizeof *s);
    double weights[RIVALS_MOST];
    size_t answers = 0;
    const bool room =
        s != NULL && learners->belief.count <= RIVALS_MOST && learners->probes.count <= PROBES_MOST;
    CHECK(room);
    if (!room) {
        free(s);
        return 0;
    }
    s->enough = (1 - learners->sure) / learners->sure;
    fill(s, learners, hypothesis, weights);
    find_least(s);
    while (answers <= FEWEST_MOST && !(s->questions > 0 && suffice(s, weights, 0, answers))) {
        answers++;
    }
    free(s);
    return answers;
}
