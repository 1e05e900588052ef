/*
 * Both groupings are partition refinements: begin with one group, and split it by every key in turn.
 */
#include "questions/tutor/probe.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "questions/tutor/choose.h"

#define NEARLY 0.06
#define AGAIN  0.03
#define TERMS  ((size_t)1 << 18) /* chances reckoned for a question: some 2 ms; see look_at() */
#define LOOKS                                                                                      \
    ((size_t)1 << 24) /* at what a hypothesis answers to a case, at the start: below a second */
#define AHEAD 8

/* ---- Grouping -------------------------------------------------------------------------------- */

/** Things in groups.  What is numbered first is of group 0. */
struct groups {
    size_t *of; /* owned; of each thing */
    size_t things, count;
    size_t *split; /* owned; by group and key: the group it becomes, plus 1 */
    size_t room;   /* of `split` */
};

static bool groups_init(struct groups *g, size_t things)
{
    *g = (struct groups){.things = things, .count = things > 0};
    g->of = calloc(things + 1, sizeof *g->of);
    return g->of != NULL;
}

static void groups_fini(struct groups *g)
{
    free(g->of);
    free(g->split);
}

static bool make_room(struct groups *g, size_t wanted)
{
    if (g->split == NULL || wanted > g->room) {
        size_t *grown = realloc(g->split, (2 * wanted + 1) * sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        g->split = grown;
        g->room = 2 * wanted;
    }
    memset(g->split, 0, wanted * sizeof *g->split);
    return true;
}

/* Things of a group stay together only if their keys, below `keys`, agree. */
static bool refine(struct groups *g, const uint8_t key[], size_t keys)
{
    const size_t before = g->count;
    if (g->things == 0) {
        return true;
    }
    bool *met = calloc(before + 1, sizeof *met);
    if (met == NULL || !make_room(g, before * keys)) {
        free(met);
        return false;
    }
    for (size_t i = 0; i < g->things; i++) {
        size_t *becomes = &g->split[g->of[i] * keys + key[i]];
        if (*becomes == 0) {
            *becomes = 1 + (met[g->of[i]] ? g->count++ : g->of[i]);
            met[g->of[i]] = true;
        }
        g->of[i] = *becomes - 1;
    }
    free(met);
    return true;
}

/* ---- Probes ---------------------------------------------------------------------------------- */

/* Every so many of the possible cases are looked at: all of them, unless that would take long. */
static size_t stride_of(const struct belief *b, size_t possible)
{
    const size_t most = 1 + LOOKS / b->count;
    return possible <= most
               ? 1
               : possible / most | 1; /* even strides would not see some facts change */
}

static size_t list_cases(const struct belief *b, size_t stride, uint32_t cases[])
{
    size_t count = 0, met = 0;
    struct case_walk walk = case_walk_begin(&b->subject->pack->possible, (struct partial){0, 0});
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        if (met++ % stride == 0 && subject_askable(b->subject, b->decision, whole)) {
            cases[count++] = whole;
        }
    }
    return count;
}

static bool group_cases(const struct belief *b, const uint32_t cases[], struct groups *groups)
{
    const size_t none = b->subject->pack->decisions[b->decision].outcome_count;
    uint8_t *keys = calloc(groups->things + 1, 1);
    bool whole = keys != NULL;
    for (size_t h = 0; whole && h < b->count; h++) {
        for (size_t i = 0; i < groups->things; i++) {
            const size_t outcome = belief_outcome(b, h, cases[i]);
            keys[i] = (uint8_t)(outcome == BELIEF_AT_RANDOM ? none : outcome);
        }
        whole = refine(groups, keys, none + 1);
    }
    free(keys);
    return whole;
}

/* Put the cases of a probe together; a counting sort keeps them rising. */
static bool sort_cases(struct probes *p, const struct groups *groups, const uint32_t cases[])
{
    p->count = groups->count;
    p->items = calloc(p->count + 1, sizeof *p->items);
    p->cases = calloc(groups->things + 1, sizeof *p->cases);
    if (p->items == NULL || p->cases == NULL) {
        return false;
    }
    for (size_t i = 0; i < groups->things; i++) {
        p->items[groups->of[i]].cases++;
    }
    for (size_t i = 1; i < p->count; i++) {
        p->items[i].first = p->items[i - 1].first + p->items[i - 1].cases;
        p->items[i - 1].cases = 0;
    }
    if (p->count > 0) {
        p->items[p->count - 1].cases = 0;
    }
    for (size_t i = 0; i < groups->things; i++) {
        struct probe *probe = &p->items[groups->of[i]];
        p->cases[probe->first + probe->cases++] = cases[i];
    }
    return true;
}

static bool find_probes(struct probes *p, const struct belief *b)
{
    const size_t most = case_set_count(&b->subject->pack->possible);
    uint32_t *cases = calloc(most + 1, sizeof *cases);
    struct groups groups = {0};
    const bool whole = cases != NULL &&
                       groups_init(&groups, list_cases(b, stride_of(b, most), cases)) &&
                       group_cases(b, cases, &groups) && sort_cases(p, &groups, cases);
    groups_fini(&groups);
    free(cases);
    return whole;
}

/* The options of a probe: all outcomes that may be asked for, or the key and those that weigh most. */
static void choose_options(const struct belief *b, struct probe *probe, uint32_t whole)
{
    const struct decision *d = &b->subject->pack->decisions[b->decision];
    double weight[PACK_OUTCOMES_MAX] = {0};
    uint64_t taken = 0;
    for (size_t h = 0; h < b->count; h++) {
        const size_t outcome = belief_outcome(b, h, whole);
        if (outcome != BELIEF_AT_RANDOM) {
            weight[outcome] += h == 0 ? INFINITY : b->hypotheses[h].prior;
        }
    }
    for (size_t option = 0; option < PROBE_OPTIONS; option++) {
        size_t best = SIZE_MAX;
        for (size_t i = 0; i < d->outcome_count; i++) {
            if (d->outcomes[i].ask && (taken >> i & 1) == 0 &&
                (best == SIZE_MAX || weight[i] > weight[best])) {
                best = i;
            }
        }
        taken |= best != SIZE_MAX ? (uint64_t)1 << best : 0;
    }
    for (size_t i = 0; i < d->outcome_count; i++) {
        if ((taken >> i & 1) != 0) {
            probe->outcomes[probe->options++] = (uint8_t)i;
        }
    }
}

static uint8_t option_of(const struct probe *probe, size_t outcome)
{
    for (uint8_t i = 0; i < probe->options; i++) {
        if (probe->outcomes[i] == outcome) {
            return i;
        }
    }
    return PROBE_AT_RANDOM;
}

/* Set the options of every probe, and put hypotheses into classes by the options they lead to. */
static bool find_classes(struct probes *p, const struct belief *b, struct groups *classes)
{
    uint8_t *keys = calloc(b->count + 1, 1);
    bool whole = keys != NULL;
    for (size_t i = 0; whole && i < p->count; i++) {
        struct probe *probe = &p->items[i];
        const uint32_t a_case = p->cases[probe->first];
        choose_options(b, probe, a_case);
        for (size_t h = 0; h < b->count; h++) {
            const uint8_t option = option_of(probe, belief_outcome(b, h, a_case));
            keys[h] = option == PROBE_AT_RANDOM ? PROBE_OPTIONS : option;
        }
        whole = refine(classes, keys, PROBE_OPTIONS + 1);
    }
    free(keys);
    return whole;
}

/*
 * A class is told by its first hypothesis.  The two orders of a pair stand side by side and have the
 * same names, so what differs only by that is told as one.
 */
static void name_classes(struct probes *p, const struct belief *b)
{
    for (size_t h = b->count; h > 0; h--) {
        p->told_as[p->class_of[h - 1]] = h - 1;
    }
    for (size_t h = 1; h < b->count; h++) {
        const struct hypothesis *one = &b->hypotheses[h - 1], *other = &b->hypotheses[h];
        const bool same_names = one->kind == HYPOTHESIS_PAIR && other->kind == HYPOTHESIS_PAIR &&
                                one->misconception == other->second &&
                                one->second == other->misconception;
        if (same_names && p->told_as[p->class_of[h - 1]] == h - 1 &&
            p->told_as[p->class_of[h]] == h) {
            p->told_as[p->class_of[h]] = h - 1;
        }
    }
}

static bool fill(struct probes *p, const struct belief *b, struct groups *classes)
{
    p->class_of = classes->of;
    classes->of = NULL;
    p->classes = classes->count;
    p->told_as = calloc(p->classes + 1, sizeof *p->told_as);
    p->answers = calloc(p->count * p->classes + 1, 1);
    p->room = calloc(3 * p->classes + 1, sizeof *p->room);
    if (p->told_as == NULL || p->answers == NULL || p->room == NULL) {
        return false;
    }
    for (size_t i = 0; i < p->count; i++) {
        for (size_t h = 0; h < b->count; h++) {
            p->answers[i * p->classes + p->class_of[h]] =
                option_of(&p->items[i], belief_outcome(b, h, p->cases[p->items[i].first]));
        }
    }
    name_classes(p, b);
    return true;
}

bool probes_init(struct probes *probes, const struct belief *belief)
{
    *probes = (struct probes){.hypotheses = belief->count};
    struct groups classes = {0};
    const bool whole = find_probes(probes, belief) && groups_init(&classes, belief->count) &&
                       find_classes(probes, belief, &classes) && fill(probes, belief, &classes);
    groups_fini(&classes);
    return whole;
}

void probes_fini(struct probes *probes)
{
    free(probes->items);
    free(probes->cases);
    free(probes->class_of);
    free(probes->told_as);
    free(probes->answers);
    free(probes->room);
    *probes = (struct probes){0};
}

/* ---- Choosing -------------------------------------------------------------------------------- */

uint8_t probes_answer(const struct probes *probes, size_t probe, size_t hypothesis)
{
    return probes->answers[probe * probes->classes + probes->class_of[hypothesis]];
}

/* By class; @posterior has room for all of them. */
static void add_up(const struct probes *p, const struct belief *b, double posterior[])
{
    memset(posterior, 0, p->classes * sizeof *posterior);
    for (size_t h = 0; h < b->count; h++) {
        posterior[p->class_of[h]] += b->hypotheses[h].probability;
    }
}

static struct belief_masses masses_of(const struct probes *p, size_t probe,
                                      const double posterior[])
{
    struct belief_masses masses;
    const uint8_t *answers = p->answers + probe * p->classes;
    masses.random = 0;
    memset(masses.own, 0, PROBE_OPTIONS * sizeof *masses.own);
    for (size_t c = 0; c < p->classes; c++) {
        *(answers[c] == PROBE_AT_RANDOM ? &masses.random : &masses.own[answers[c]]) += posterior[c];
    }
    return masses;
}

static double bits_of(const struct probes *p, size_t probe, const double posterior[], double slip)
{
    const struct belief_masses masses = masses_of(p, probe, posterior);
    return belief_bits(&masses, p->items[probe].options, slip);
}

double probes_information(const struct probes *probes, const struct belief *belief, size_t probe)
{
    add_up(probes, belief, probes->room);
    return bits_of(probes, probe, probes->room, belief->options.slip);
}

static size_t times_asked(struct probe_past past, uint32_t whole)
{
    size_t times = 0;
    for (size_t i = 0; i < past.count; i++) {
        times += past.cases[i] == whole;
    }
    return times;
}

static bool was_last(struct probe_past past, uint32_t whole)
{
    return past.count > 0 && past.cases[past.count - 1] == whole;
}

/* What it costs to ask a probe: nothing while it has a fresh case. */
static double cost_of(const struct probes *p, size_t probe, struct probe_past past)
{
    const struct probe *it = &p->items[probe];
    if (it->cases > past.count) {
        return 0;
    }
    bool only_last = true;
    for (size_t i = 0; i < it->cases; i++) {
        const uint32_t whole = p->cases[it->first + i];
        if (times_asked(past, whole) == 0) {
            return 0;
        }
        only_last = only_last && was_last(past, whole);
    }
    return only_last ? 100 : AGAIN;
}

/** A search for the next question. */
struct search {
    const struct probes *probes;
    double slip, sure;
    struct probe_past past;
    double *posterior; /* by class */
    double *after;     /* after an answer; room */
    double *told;      /* by class; room */
    size_t best[AHEAD];
    double worth[AHEAD]; /* falling */
    size_t count;
};

/* Keep a probe if it is among the best so far; of equals those met first. */
static void keep(struct search *s, size_t probe, double worth)
{
    size_t at = s->count;
    while (at > 0 && worth > s->worth[at - 1]) {
        at--;
    }
    if (at == AHEAD) {
        return;
    }
    s->count += s->count < AHEAD;
    for (size_t i = s->count - 1; i > at; i--) {
        s->best[i] = s->best[i - 1];
        s->worth[i] = s->worth[i - 1];
    }
    s->best[at] = probe;
    s->worth[at] = worth;
}

/*
 * Weigh all probes, begun at one drawn, so that equals take turns.  A pack with so many of them that
 * it would take long has some drawn in place of all.
 */
static void look_at(struct search *s, struct rng *rng)
{
    const struct probes *p = s->probes;
    const size_t most = 1 + TERMS / p->classes;
    const size_t begin = rng_below(rng, p->count);
    for (size_t i = 0; i < p->count && i < most; i++) {
        const size_t probe = p->count <= most ? (begin + i) % p->count : rng_below(rng, p->count);
        const double bits = choose_rounded(bits_of(p, probe, s->posterior, s->slip));
        keep(s, probe, bits - cost_of(p, probe, s->past));
    }
}

/* The posterior after an answer, into `after`.  @return how likely the answer is */
static double suppose(struct search *s, size_t probe, size_t option)
{
    const struct probes *p = s->probes;
    const double options = p->items[probe].options;
    const uint8_t *answers = p->answers + probe * p->classes;
    double sum = 0;
    for (size_t c = 0; c < p->classes; c++) {
        const double chance = answers[c] == PROBE_AT_RANDOM ? 1 / options
                              : answers[c] == option        ? 1 - s->slip
                                                            : s->slip / (options - 1);
        s->after[c] = s->posterior[c] * chance;
        sum += s->after[c];
    }
    for (size_t c = 0; c < p->classes; c++) {
        s->after[c] = sum > 0 ? s->after[c] / sum : 0;
    }
    return sum;
}

/* What is open after an answer, in bits: 0 when something is sure enough, which ends it. */
static double left_open(struct search *s)
{
    const struct probes *p = s->probes;
    double bits = 0;
    memset(s->told, 0, p->classes * sizeof *s->told);
    for (size_t c = 0; c < p->classes; c++) {
        s->told[p->class_of[p->told_as[c]]] += s->after[c];
    }
    for (size_t c = 0; c < p->classes; c++) {
        bits -= s->told[c] > 0 ? s->told[c] * log2(s->told[c]) : 0;
        if (s->told[c] >= s->sure) {
            return 0;
        }
    }
    return 1 + bits;
}

/* The lookahead: of the probes that tell as good as most, the one that leaves least open. */
static size_t look_ahead(struct search *s)
{
    size_t chosen = s->best[0];
    double least = INFINITY;
    for (size_t i = 0; i < s->count && s->worth[i] >= s->worth[0] - NEARLY; i++) {
        double left = 0;
        for (size_t option = 0; option < s->probes->items[s->best[i]].options; option++) {
            const double likely = suppose(s, s->best[i], option);
            left += likely * left_open(s);
        }
        left = choose_rounded(left);
        if (left < least) {
            least = left;
            chosen = s->best[i];
        }
    }
    return chosen;
}

size_t probes_choose(struct probes *probes, const struct belief *belief, double sure,
                     struct probe_past past, struct rng *rng, uint32_t *whole)
{
    assert(probes->count > 0);
    struct search search = {.probes = probes,
                            .slip = belief->options.slip,
                            .sure = sure,
                            .past = past,
                            .posterior = probes->room,
                            .after = probes->room + probes->classes,
                            .told = probes->room + 2 * probes->classes};
    add_up(probes, belief, search.posterior);
    look_at(&search, rng);
    const size_t probe = look_ahead(&search);
    *whole = probes_case(probes, probe, past, rng);
    return probe;
}

uint32_t probes_case(const struct probes *probes, size_t probe, struct probe_past past,
                     struct rng *rng)
{
    const struct probe *it = &probes->items[probe];
    const uint32_t *cases = probes->cases + it->first;
    const size_t begin = rng_below(rng, it->cases);
    uint32_t best = cases[begin];
    size_t fewest = SIZE_MAX;
    for (size_t i = 0; i < it->cases && fewest > 0; i++) {
        const uint32_t whole = cases[(begin + i) % it->cases];
        /* The one asked last counts as asked more often than any. */
        const size_t times = was_last(past, whole) ? SIZE_MAX - 1 : times_asked(past, whole);
        if (times < fewest) {
            fewest = times;
            best = whole;
        }
    }
    return best;
}

size_t probes_told(const struct probes *probes, const struct belief *belief, double told[])
{
    size_t leader = 0;
    memset(told, 0, belief->count * sizeof *told);
    for (size_t h = 0; h < belief->count; h++) {
        told[probes->told_as[probes->class_of[h]]] += belief->hypotheses[h].probability;
    }
    for (size_t h = 1; h < belief->count; h++) {
        leader = told[h] > told[leader] ? h : leader;
    }
    return leader;
}
