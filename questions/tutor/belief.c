/* Bayes' rule over a handful of tables; see the header. */
#include "questions/tutor/belief.h"

#include <math.h>
#include <stdlib.h>

#define NOT_AN_OPTION SIZE_MAX

/* Room for sound, other-edition and guessing beside every misconception of the pack. */
static void add(struct belief *b, enum hypothesis_kind kind, size_t misconception)
{
    b->hypotheses[b->count++] = (struct hypothesis){kind, misconception, 0};
}

bool belief_init(struct belief *belief, const struct subject *subject, size_t decision)
{
    *belief = (struct belief){.subject = subject, .decision = decision, .slip = BELIEF_SLIP};
    const size_t misconceptions = subject->pack->misconception_count;
    belief->hypotheses = calloc(misconceptions + 3, sizeof *belief->hypotheses);
    if (belief->hypotheses == NULL) {
        return false;
    }
    add(belief, HYPOTHESIS_SOUND, SIZE_MAX);
    for (size_t m = 0; m < misconceptions; m++) {
        if (subject->pack->misconceptions[m].decision == decision) {
            add(belief, HYPOTHESIS_MISCONCEPTION, m);
        }
    }
    if (subject_sibling_decision(subject, decision) != SIZE_MAX) {
        add(belief, HYPOTHESIS_OTHER_EDITION, SIZE_MAX);
    }
    add(belief, HYPOTHESIS_GUESSING, SIZE_MAX);
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
    for (size_t i = 0; i < belief->count; i++) {
        belief->hypotheses[i].probability = 1.0 / (double)belief->count;
    }
}

/* The option that a hypothesis leads to; NOT_AN_OPTION when it picks at random. */
static size_t own_option(const struct belief *b, const struct hypothesis *h, uint32_t whole,
                         const size_t outcomes[], size_t count)
{
    size_t answer = NOT_AN_OPTION;
    if (h->kind == HYPOTHESIS_SOUND) {
        answer = table_outcome(b->subject->truth[b->decision], whole);
    } else if (h->kind == HYPOTHESIS_MISCONCEPTION) {
        answer = table_outcome(b->subject->beliefs[h->misconception], whole);
    } else if (h->kind == HYPOTHESIS_OTHER_EDITION) {
        answer = subject_sibling_outcome(b->subject, b->decision, whole);
    }
    for (size_t i = 0; i < count; i++) {
        if (outcomes[i] == answer) {
            return i;
        }
    }
    return NOT_AN_OPTION;
}

/* How likely an option is when its chooser's own one is `own`. */
static double chance(const struct belief *b, size_t own, size_t option, size_t count)
{
    if (own == NOT_AN_OPTION || count < 2) {
        return 1.0 / (double)count;
    }
    return own == option ? 1 - b->slip : b->slip / (double)(count - 1);
}

void belief_update(struct belief *belief, uint32_t whole, const size_t outcomes[], size_t count,
                   size_t chosen)
{
    double sum = 0;
    for (size_t i = 0; i < belief->count; i++) {
        struct hypothesis *h = &belief->hypotheses[i];
        h->probability *=
            chance(belief, own_option(belief, h, whole, outcomes, count), chosen, count);
        sum += h->probability;
    }
    double all = 0;
    for (size_t i = 0; i < belief->count; i++) {
        struct hypothesis *h = &belief->hypotheses[i];
        h->probability = fmax(h->probability / sum, BELIEF_FLOOR);
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

double belief_information(const struct belief *belief, uint32_t whole, const size_t outcomes[],
                          size_t count)
{
    double given = 0; /* mean entropy of the answer when the hypothesis is known */
    double total[PACK_OUTCOMES_MAX] = {0};
    for (size_t i = 0; i < belief->count; i++) {
        const struct hypothesis *h = &belief->hypotheses[i];
        const size_t own = own_option(belief, h, whole, outcomes, count);
        for (size_t option = 0; option < count; option++) {
            const double p = chance(belief, own, option, count);
            total[option] += h->probability * p;
            given += h->probability * entropy_term(p);
        }
    }
    double entropy = 0;
    for (size_t option = 0; option < count; option++) {
        entropy += entropy_term(total[option]);
    }
    return entropy - given;
}

const char *belief_name(const struct belief *belief, size_t hypothesis)
{
    const struct hypothesis *h = &belief->hypotheses[hypothesis];
    switch (h->kind) {
    case HYPOTHESIS_SOUND:
        return "sound";
    case HYPOTHESIS_MISCONCEPTION:
        return belief->subject->pack->misconceptions[h->misconception].id;
    case HYPOTHESIS_OTHER_EDITION:
        return "other-edition";
    case HYPOTHESIS_GUESSING:
        break;
    }
    return "guessing";
}
