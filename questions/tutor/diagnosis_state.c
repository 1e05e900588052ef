/* What the answers mean: the stage, the finding, and how likely everything is. */
#include <stdlib.h>
#include <string.h>

#include "questions/tutor/diagnosis_private.h"

/* Whoever is told to hold this can be helped by more questions. */
static bool can_be_drilled(const struct diagnosis *d, size_t hypothesis)
{
    const enum hypothesis_kind kind = d->belief.hypotheses[hypothesis].kind;
    return kind != HYPOTHESIS_SOUND && kind != HYPOTHESIS_GUESSING;
}

static void weigh(struct diagnosis *d)
{
    memset(d->weights, 0, d->options.subject->pack->misconception_count * sizeof *d->weights);
    for (size_t h = 0; h < d->belief.count; h++) {
        const struct hypothesis *it = &d->belief.hypotheses[h];
        if (it->misconception != SIZE_MAX) {
            d->weights[it->misconception] += it->probability;
        }
        if (it->second != SIZE_MAX) {
            d->weights[it->second] += it->probability;
        }
    }
}

/* @turns  up to and with the one that brought us here */
static void while_asking(struct diagnosis *d, size_t leader, size_t turns)
{
    struct diagnosis_finding *f = &d->finding;
    f->hypothesis = leader;
    f->probability = d->told[leader];
    f->sure = f->probability >= d->options.sure;
    f->known = f->sure || f->questions >= d->options.most;
    if (f->known) {
        d->stage = f->sure && can_be_drilled(d, leader) ? DIAGNOSIS_DRILLING : DIAGNOSIS_OVER;
        d->belief.options.floor = DIAGNOSIS_FLOOR;
        d->asking = turns;
    }
}

static void while_drilling(struct diagnosis *d)
{
    if (d->told[d->finding.hypothesis] < DIAGNOSIS_TURNED || d->told[0] >= d->options.sure) {
        d->stage = DIAGNOSIS_OVER;
    }
}

static void learn(struct diagnosis *d, size_t index)
{
    const struct turn *turn = &d->turns[index];
    size_t outcomes[QUESTION_OPTIONS_MAX], chosen = 0;
    for (size_t i = 0; i < turn->question->option_count; i++) {
        outcomes[i] = turn->question->options[i].outcome;
        chosen = (turn->chosen >> i & 1) != 0 ? i : chosen;
    }
    belief_update(&d->belief, turn->question->facts, outcomes, turn->question->option_count,
                  chosen);
    const size_t leader = probes_told(&d->probes, &d->belief, d->told);
    if (d->stage == DIAGNOSIS_ASKING) {
        d->finding.questions++;
        d->finding.right += turn->correct;
        while_asking(d, leader, index + 1);
    } else if (d->stage == DIAGNOSIS_DRILLING) {
        while_drilling(d);
    }
}

void diagnosis_rebuild(struct diagnosis *diagnosis)
{
    struct diagnosis *d = diagnosis;
    d->belief.options.floor = 0;
    belief_reset(&d->belief);
    d->stage = DIAGNOSIS_ASKING;
    d->asking = d->turn_count;
    d->finding =
        (struct diagnosis_finding){.hypothesis = probes_told(&d->probes, &d->belief, d->told)};
    d->finding.probability = d->told[d->finding.hypothesis];
    for (size_t i = 0; i < d->turn_count; i++) {
        if (d->turns[i].answered) {
            learn(d, i);
        }
    }
    weigh(d);
}

size_t diagnosis_probe(const struct diagnosis *diagnosis, uint32_t whole)
{
    const struct probes *p = &diagnosis->probes;
    for (size_t i = 0; i < p->count; i++) {
        for (size_t k = 0; k < p->items[i].cases; k++) {
            if (p->cases[p->items[i].first + k] == whole) {
                return i;
            }
        }
    }
    return SIZE_MAX;
}

enum diagnosis_stage diagnosis_stage(const struct diagnosis *diagnosis)
{
    return diagnosis->stage;
}

struct diagnosis_finding diagnosis_finding(const struct diagnosis *diagnosis)
{
    return diagnosis->finding;
}

const struct belief *diagnosis_belief(const struct diagnosis *diagnosis)
{
    return &diagnosis->belief;
}

const double *diagnosis_told(const struct diagnosis *diagnosis)
{
    return diagnosis->told;
}

bool diagnosis_alike(const struct diagnosis *diagnosis, size_t one, size_t other)
{
    const struct probes *p = &diagnosis->probes;
    return p->told_as[p->class_of[one]] == p->told_as[p->class_of[other]];
}

const double *diagnosis_weights(const struct diagnosis *diagnosis)
{
    return diagnosis->weights;
}
