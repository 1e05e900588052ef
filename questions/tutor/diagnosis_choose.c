/*
 * What to ask: while it asks, what tells most; while it drills, cases in which the belief shows, and
 * near ones in which it does not, so that the difference is what is learnt.
 */
#include <stdlib.h>

#include "questions/tutor/diagnosis_private.h"
#include "questions/tutor/turn.h"

#define NEAR_EVERY                                                                                 \
    3 /* of so many drill questions the last is one in which the belief does not show */

static struct probe_past past_of(const struct diagnosis *d)
{
    return (struct probe_past){d->cases, d->turn_count};
}

/* Does the belief that was found lead elsewhere than the table? */
static bool shows(const struct diagnosis *d, size_t probe)
{
    return probes_answer(&d->probes, probe, d->finding.hypothesis) !=
           probes_answer(&d->probes, probe, 0);
}

static size_t times_drilled(const struct diagnosis *d, size_t probe)
{
    size_t times = 0;
    for (size_t i = d->asking; i < d->turn_count; i++) {
        times += d->probe_of[i] == probe;
    }
    return times;
}

static bool was_last(const struct diagnosis *d, uint32_t whole)
{
    return d->turn_count > 0 && d->cases[d->turn_count - 1] == whole;
}

/* Has a probe another case than the one asked last? */
static bool has_another(const struct diagnosis *d, size_t probe)
{
    const struct probe *it = &d->probes.items[probe];
    return it->cases > 1 || !was_last(d, d->probes.cases[it->first]);
}

/* The probe that shows the belief and was drilled least; SIZE_MAX: none, but for the case asked last. */
static size_t choose_showing(const struct diagnosis *d, struct rng *rng)
{
    const size_t begin = rng_below(rng, d->probes.count);
    size_t best = SIZE_MAX, fewest = SIZE_MAX;
    for (size_t i = 0; i < d->probes.count; i++) {
        const size_t probe = (begin + i) % d->probes.count;
        const size_t times = times_drilled(d, probe);
        if (shows(d, probe) && has_another(d, probe) && times < fewest) {
            best = probe;
            fewest = times;
        }
    }
    return best;
}

static size_t times_asked(const struct diagnosis *d, uint32_t whole)
{
    size_t times = 0;
    for (size_t i = 0; i < d->turn_count; i++) {
        times += d->cases[i] == whole;
    }
    return times;
}

/*
 * The case nearest to the one asked last in which the belief does not show; one that was asked
 * already counts as a few facts farther.  @return its probe; SIZE_MAX: there is none
 */
static size_t choose_near(const struct diagnosis *d, uint32_t *whole)
{
    const uint32_t last = d->turn_count > 0 ? d->cases[d->turn_count - 1] : 0;
    size_t best = SIZE_MAX, least = SIZE_MAX;
    for (size_t probe = 0; probe < d->probes.count; probe++) {
        const struct probe *it = &d->probes.items[probe];
        for (size_t i = 0; !shows(d, probe) && i < it->cases; i++) {
            const uint32_t it_is = d->probes.cases[it->first + i];
            size_t far = bits_count(it_is ^ last);
            far += far < least ? 3 * times_asked(d, it_is) : 0;
            if (far < least && !was_last(d, it_is)) {
                best = probe;
                least = far;
                *whole = it_is;
            }
        }
    }
    return best;
}

static size_t choose_drill(const struct diagnosis *d, struct rng *rng, uint32_t *whole)
{
    const bool near = (d->turn_count - d->asking) % NEAR_EVERY == NEAR_EVERY - 1;
    size_t probe = near ? SIZE_MAX : choose_showing(d, rng);
    if (probe == SIZE_MAX) {
        probe = choose_near(d, whole);
        if (probe != SIZE_MAX) {
            return probe;
        }
        probe = choose_showing(d, rng);
    }
    probe = probe != SIZE_MAX ? probe : d->probe_of[d->turn_count - 1]; /* all there is */
    *whole = probes_case(&d->probes, probe, past_of(d), rng);
    return probe;
}

size_t diagnosis_choose(struct diagnosis *diagnosis, struct rng *rng, uint32_t *whole)
{
    struct diagnosis *d = diagnosis;
    if (d->stage == DIAGNOSIS_ASKING) {
        return probes_choose(&d->probes, &d->belief, d->options.sure, past_of(d), rng, whole);
    }
    return choose_drill(d, rng, whole);
}

struct question *diagnosis_question(struct diagnosis *diagnosis, size_t probe, uint32_t whole,
                                    struct rng *rng)
{
    const struct diagnosis *d = diagnosis;
    const struct probe *it = &d->probes.items[probe];
    size_t outcomes[PROBE_OPTIONS];
    for (size_t i = 0; i < it->options; i++) {
        outcomes[i] = it->outcomes[i];
    }
    turn_sort_outcomes(d->rank, outcomes, it->options);
    /* One after the other: which of two arguments draws first is the compiler's choice. */
    const uint64_t seed = rng_next(rng);
    const size_t telling = turn_draw_telling(d->options.subject, d->options.decision, whole,
                                             d->turns, d->turn_count, rng);
    return question_decision(d->options.subject, d->options.decision, whole, telling, seed,
                             outcomes, it->options);
}

/* ---- The case that shows a finding best ------------------------------------------------------ */

/* How likely others were at first who answer here as the belief does: the less, the better it shows. */
static double company(const struct diagnosis *d, size_t probe)
{
    const size_t found = d->finding.hypothesis;
    const uint8_t answer = probes_answer(&d->probes, probe, found);
    double others = 0;
    for (size_t h = 0; h < d->belief.count; h++) {
        others += !diagnosis_alike(d, h, found) && probes_answer(&d->probes, probe, h) == answer
                      ? d->belief.hypotheses[h].prior
                      : 0;
    }
    return others;
}

static size_t option_of(const struct question *q, size_t outcome)
{
    for (size_t i = 0; i < q->option_count; i++) {
        if (q->options[i].outcome == outcome) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The option of a question that the belief leads to. */
static size_t believed(const struct diagnosis *d, const struct question *q)
{
    return option_of(q, belief_outcome(&d->belief, d->finding.hypothesis, q->facts));
}

/* Of the learner's own answers by the belief, the one that shows it best; SIZE_MAX: none. */
static size_t best_turn(const struct diagnosis *d)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < d->asking; i++) {
        const struct turn *turn = &d->turns[i];
        const size_t option = believed(d, turn->question);
        const bool by_belief = turn->answered && !turn->correct && option != SIZE_MAX &&
                               turn->chosen == (uint32_t)1 << option;
        if (by_belief &&
            (best == SIZE_MAX || company(d, d->probe_of[i]) < company(d, d->probe_of[best]))) {
            best = i;
        }
    }
    return best;
}

static size_t best_probe(const struct diagnosis *d)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < d->probes.count; i++) {
        if (shows(d, i) && probes_answer(&d->probes, i, d->finding.hypothesis) != PROBE_AT_RANDOM &&
            (best == SIZE_MAX || company(d, i) < company(d, best))) {
            best = i;
        }
    }
    return best;
}

struct diagnosis_example diagnosis_example(struct diagnosis *diagnosis)
{
    struct diagnosis *d = diagnosis;
    const size_t turn = best_turn(d);
    if (turn != SIZE_MAX) {
        const struct question *q = d->turns[turn].question;
        return (struct diagnosis_example){q, believed(d, q), d->turns[turn].position};
    }
    const size_t probe = best_probe(d);
    if (probe != SIZE_MAX && d->example_of != d->finding.hypothesis) {
        struct rng rng = rng_fork(&d->rng, UINT64_MAX);
        question_free(d->example);
        d->example =
            diagnosis_question(d, probe, d->probes.cases[d->probes.items[probe].first], &rng);
        d->example_of = d->finding.hypothesis;
    }
    if (probe == SIZE_MAX || d->example == NULL) {
        return (struct diagnosis_example){NULL, SIZE_MAX, 0};
    }
    return (struct diagnosis_example){d->example, believed(d, d->example), 0};
}
