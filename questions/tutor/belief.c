/* Bayes' rule over a handful of tables; see the header. */
#include "questions/tutor/belief.h"

#include <math.h>
#include <stdlib.h>

static const struct belief_options for_long = {BELIEF_SLIP, BELIEF_FLOOR, false};

static void add(struct belief *b, enum hypothesis_kind kind, size_t misconception, size_t second)
{
    const double prior = kind == HYPOTHESIS_PAIR ? 0.5 : 1;
    b->hypotheses[b->count++] = (struct hypothesis){kind, misconception, second, prior, 0};
}

/* Both orders: whose rows come first nobody knows. */
static void add_pairs(struct belief *b, const struct pack *pack)
{
    for (size_t m = 0; m < pack->misconception_count; m++) {
        for (size_t n = m + 1; n < pack->misconception_count; n++) {
            if (pack->misconceptions[m].decision == b->decision &&
                pack->misconceptions[n].decision == b->decision) {
                add(b, HYPOTHESIS_PAIR, m, n);
                add(b, HYPOTHESIS_PAIR, n, m);
            }
        }
    }
}

static size_t misconceptions_of(const struct pack *pack, size_t decision)
{
    size_t count = 0;
    for (size_t m = 0; m < pack->misconception_count; m++) {
        count += pack->misconceptions[m].decision == decision;
    }
    return count;
}

bool belief_init(struct belief *belief, const struct subject *subject, size_t decision,
                 const struct belief_options *options)
{
    const struct pack *pack = subject->pack;
    const size_t own = misconceptions_of(pack, decision);
    *belief = (struct belief){
        .subject = subject, .decision = decision, .options = options != NULL ? *options : for_long};
    const size_t most = own + 3 + (belief->options.pairs && own > 0 ? own * (own - 1) : 0);
    belief->hypotheses = calloc(most, sizeof *belief->hypotheses);
    if (belief->hypotheses == NULL) {
        return false;
    }
    add(belief, HYPOTHESIS_SOUND, SIZE_MAX, SIZE_MAX);
    for (size_t m = 0; m < pack->misconception_count; m++) {
        if (pack->misconceptions[m].decision == decision) {
            add(belief, HYPOTHESIS_MISCONCEPTION, m, SIZE_MAX);
        }
    }
    if (subject_sibling_decision(subject, decision) != SIZE_MAX) {
        add(belief, HYPOTHESIS_OTHER_EDITION, SIZE_MAX, SIZE_MAX);
    }
    add(belief, HYPOTHESIS_GUESSING, SIZE_MAX, SIZE_MAX);
    if (belief->options.pairs) {
        add_pairs(belief, pack);
    }
    belief_reset(belief);
    return true;
}

void belief_fini(struct belief *belief)
{
    free(belief->hypotheses);
    *belief = (struct belief){0};
}

void belief_reset(struct belief *belief)
{
    double shares = 0;
    for (size_t i = 0; i < belief->count; i++) {
        shares += belief->hypotheses[i].prior;
    }
    for (size_t i = 0; i < belief->count; i++) {
        belief->hypotheses[i].probability = belief->hypotheses[i].prior / shares;
    }
}

/* What a hypothesis answers, whether or not it may be asked for; TABLE_NO_OUTCOME or SIZE_MAX: nothing. */
static size_t own_answer(const struct belief *b, const struct hypothesis *h, uint32_t whole)
{
    const struct subject *s = b->subject;
    switch (h->kind) {
    case HYPOTHESIS_SOUND:
        return table_outcome(s->truth[b->decision], whole);
    case HYPOTHESIS_MISCONCEPTION:
        return table_outcome(s->beliefs[h->misconception], whole);
    case HYPOTHESIS_OTHER_EDITION:
        return subject_sibling_outcome(s, b->decision, whole);
    case HYPOTHESIS_PAIR:
        return table_pair_outcome(s->pack, h->misconception, h->second, s->truth[b->decision],
                                  s->beliefs, whole);
    case HYPOTHESIS_GUESSING:
        break;
    }
    return SIZE_MAX;
}

size_t belief_outcome(const struct belief *belief, size_t hypothesis, uint32_t whole)
{
    const struct decision *d = &belief->subject->pack->decisions[belief->decision];
    const size_t answer = own_answer(belief, &belief->hypotheses[hypothesis], whole);
    return answer < d->outcome_count && d->outcomes[answer].ask ? answer : BELIEF_AT_RANDOM;
}

/* The option that a hypothesis leads to; BELIEF_AT_RANDOM where it is none of them. */
static size_t own_option(const struct belief *b, size_t hypothesis, uint32_t whole,
                         const size_t outcomes[], size_t count)
{
    const size_t answer = belief_outcome(b, hypothesis, whole);
    for (size_t i = 0; i < count; i++) {
        if (outcomes[i] == answer) {
            return i;
        }
    }
    return BELIEF_AT_RANDOM;
}

/* How likely an option is when its chooser's own one is `own`. */
static double chance(double slip, size_t own, size_t option, size_t count)
{
    if (own == BELIEF_AT_RANDOM || count < 2) {
        return 1.0 / (double)count;
    }
    return own == option ? 1 - slip : slip / (double)(count - 1);
}

void belief_update(struct belief *belief, uint32_t whole, const size_t outcomes[], size_t count,
                   size_t chosen)
{
    double sum = 0;
    for (size_t i = 0; i < belief->count; i++) {
        const size_t own = own_option(belief, i, whole, outcomes, count);
        belief->hypotheses[i].probability *= chance(belief->options.slip, own, chosen, count);
        sum += belief->hypotheses[i].probability;
    }
    double all = 0;
    for (size_t i = 0; i < belief->count; i++) {
        struct hypothesis *h = &belief->hypotheses[i];
        h->probability = fmax(h->probability / sum, belief->options.floor);
        all += h->probability;
    }
    for (size_t i = 0; i < belief->count; i++) {
        belief->hypotheses[i].probability /= all;
    }
}

static double entropy_term(double p)
{
    return p > 0 ? -p * log2(p) : 0;
}

double belief_chance(const struct belief_masses *masses, size_t option, size_t options, double slip)
{
    if (options < 2) {
        return 1;
    }
    double others = 0;
    for (size_t i = 0; i < options; i++) {
        others += i != option ? masses->own[i] : 0;
    }
    return masses->own[option] * (1 - slip) + others * slip / (double)(options - 1) +
           masses->random / (double)options;
}

/*
 * The entropy of the answer, less what is left of it when the hypothesis is known: that is the same
 * for all that lead to an option, and for all that pick at random.
 */
double belief_bits(const struct belief_masses *masses, size_t options, double slip)
{
    if (options < 2) {
        return 0;
    }
    const double wrong = (double)(options - 1);
    const double slips = entropy_term(1 - slip) + wrong * entropy_term(slip / wrong);
    double bits = -masses->random * log2((double)options);
    for (size_t option = 0; option < options; option++) {
        bits += entropy_term(belief_chance(masses, option, options, slip)) -
                masses->own[option] * slips;
    }
    return bits;
}

double belief_information(const struct belief *belief, uint32_t whole, const size_t outcomes[],
                          size_t count)
{
    struct belief_masses masses = {{0}, 0};
    for (size_t i = 0; i < belief->count; i++) {
        const size_t own = own_option(belief, i, whole, outcomes, count);
        *(own == BELIEF_AT_RANDOM ? &masses.random : &masses.own[own]) +=
            belief->hypotheses[i].probability;
    }
    return belief_bits(&masses, count, belief->options.slip);
}

const char *belief_name(const struct belief *belief, size_t hypothesis)
{
    const struct hypothesis *h = &belief->hypotheses[hypothesis];
    switch (h->kind) {
    case HYPOTHESIS_SOUND:
        return "sound";
    case HYPOTHESIS_MISCONCEPTION:
    case HYPOTHESIS_PAIR:
        return belief->subject->pack->misconceptions[h->misconception].id;
    case HYPOTHESIS_OTHER_EDITION:
        return "other-edition";
    case HYPOTHESIS_GUESSING:
        break;
    }
    return "guessing";
}
