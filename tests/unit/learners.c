/* See the header. */
#include "tests/unit/learners.h"

#include <math.h>
#include <stdlib.h>

#include "tests/unit/check.h"
#include "tests/unit/slow_engine.h"

bool learners_open(struct learners *learners, const struct subject *subject, size_t decision,
                   bool pairs)
{
    const struct belief_options options = {BELIEF_SLIP, 0, pairs};
    *learners = (struct learners){.slip = BELIEF_SLIP, .sure = 0.95};
    const bool open = belief_init(&learners->belief, subject, decision, &options) &&
                      probes_init(&learners->probes, &learners->belief);
    CHECK(open);
    return open;
}

void learners_close(struct learners *learners)
{
    probes_fini(&learners->probes);
    belief_fini(&learners->belief);
}

bool learners_has(const struct learners *learners, size_t hypothesis)
{
    return learners->belief.hypotheses[hypothesis].kind != HYPOTHESIS_GUESSING;
}

/* What the hypothesis answers, the slow way; SLOW_NONE: nothing.  Editions have their facts in one order. */
static int answer_of(const struct belief *b, size_t hypothesis, uint32_t whole)
{
    const struct hypothesis *h = &b->hypotheses[hypothesis];
    const struct pack *pack = b->subject->pack;
    if (h->kind == HYPOTHESIS_MISCONCEPTION) {
        return slow_belief(pack, h->misconception, whole);
    }
    if (h->kind == HYPOTHESIS_PAIR) {
        return slow_pair(pack, h->misconception, h->second, whole);
    }
    if (h->kind == HYPOTHESIS_GUESSING) {
        return SLOW_NONE;
    }
    const struct pack *asked = h->kind == HYPOTHESIS_SOUND ? pack : b->subject->sibling->pack;
    const int row = slow_row(asked, b->decision, whole);
    const struct decision *d = &asked->decisions[b->decision];
    const size_t outcome = row < 0 ? SIZE_MAX
                                   : decision_outcome(&pack->decisions[b->decision],
                                                      d->outcomes[d->rules[row].then].id);
    return outcome == SIZE_MAX ? SLOW_NONE : (int)outcome;
}

/* The option chosen: the own one, or by a slip any other; any at all where the own one is missing. */
static size_t choose(const struct learners *l, size_t hypothesis, uint32_t whole,
                     const struct probe *probe, struct rng *rng)
{
    const int answer = answer_of(&l->belief, hypothesis, whole);
    for (size_t i = 0; i < probe->options; i++) {
        if (probe->outcomes[i] == answer) {
            const size_t other = rng_below(rng, (size_t)probe->options - 1);
            return rng_unit(rng) >= l->slip ? i : other + (other >= i);
        }
    }
    return rng_below(rng, probe->options);
}

/* A case drawn evenly, and its probe. */
static size_t draw(const struct probes *p, struct rng *rng, uint32_t *whole)
{
    size_t all = 0, probe = 0;
    for (size_t i = 0; i < p->count; i++) {
        all += p->items[i].cases;
    }
    const size_t place = rng_below(rng, all);
    *whole = p->cases[place];
    while (place >= p->items[probe].first + p->items[probe].cases) {
        probe++;
    }
    return probe;
}

static void update(struct learners *l, const struct probe *probe, uint32_t whole, size_t chosen)
{
    size_t outcomes[PROBE_OPTIONS];
    for (size_t i = 0; i < probe->options; i++) {
        outcomes[i] = probe->outcomes[i];
    }
    belief_update(&l->belief, whole, outcomes, probe->options, chosen);
}

static void note(struct runs *runs, size_t questions, bool right)
{
    runs->count++;
    runs->right += right;
    runs->questions += questions;
    runs->of_length[questions]++;
}

void learners_run(struct learners *learners, size_t hypothesis, uint64_t seed, struct runs *runs)
{
    struct rng rng;
    uint32_t asked[LEARNERS_LONGEST];
    double *told = calloc(learners->belief.count, sizeof *told);
    size_t questions = 0;
    const struct probes *p = &learners->probes;
    const size_t name = p->told_as[p->class_of[hypothesis]];
    rng_seed(&rng, seed);
    belief_reset(&learners->belief);
    size_t leader = probes_told(p, &learners->belief, told);
    while (told[leader] < learners->sure && questions < LEARNERS_LONGEST) {
        runs->posterior[questions < LEARNERS_CURVE ? questions : 0] +=
            questions < LEARNERS_CURVE ? told[name] : 0;
        uint32_t whole;
        const struct probe_past past = {asked, questions};
        const size_t probe = learners->random ? draw(p, &rng, &whole)
                                              : probes_choose(&learners->probes, &learners->belief,
                                                              learners->sure, past, &rng, &whole);
        const size_t chosen = choose(learners, hypothesis, whole, &p->items[probe], &rng);
        update(learners, &p->items[probe], whole, chosen);
        asked[questions++] = whole;
        leader = probes_told(p, &learners->belief, told);
    }
    for (size_t i = questions; i < LEARNERS_CURVE; i++) {
        runs->posterior[i] += told[name]; /* it is left at that */
    }
    note(runs, questions, leader == name);
    free(told);
}

double runs_mean(const struct runs *runs)
{
    return (double)runs->questions / (double)runs->count;
}

size_t runs_quantile(const struct runs *runs, double share)
{
    size_t within = 0;
    for (size_t n = 0; n <= LEARNERS_LONGEST; n++) {
        within += runs->of_length[n];
        if ((double)within >= share * (double)runs->count) {
            return n;
        }
    }
    return LEARNERS_LONGEST;
}

void runs_add(struct runs *runs, const struct runs *more)
{
    runs->count += more->count;
    runs->right += more->right;
    runs->questions += more->questions;
    for (size_t i = 0; i <= LEARNERS_LONGEST; i++) {
        runs->of_length[i] += more->of_length[i];
    }
    for (size_t i = 0; i < LEARNERS_CURVE; i++) {
        runs->posterior[i] += more->posterior[i];
    }
}
