/* Answers kept as numbers and put in the order of the log; see the header. */
#include "questions/tutor/figures.h"

#include <stdlib.h>
#include <string.h>

#include "questions/tutor/record.h"

struct figure_answer {
    int64_t number; /* in the log */
    int64_t at;
    bool correct;
    struct record_case it; /* decision SIZE_MAX: no case that is known any more */
    size_t chosen;
};

bool figures_init(struct figures *figures, const struct subject *subject)
{
    *figures = (struct figures){.subject = subject};
    return targets_init(&figures->targets, subject) &&
           memory_init(&figures->memory, subject, &figures->targets);
}

void figures_fini(struct figures *figures)
{
    memory_fini(&figures->memory);
    targets_fini(&figures->targets);
    free(figures->answers);
    free(figures->days);
    *figures = (struct figures){0};
}

static bool make_room(struct figures *figures)
{
    if (figures->count < figures->capacity) {
        return true;
    }
    const size_t capacity = figures->capacity == 0 ? 64 : figures->capacity * 2;
    struct figure_answer *grown = realloc(figures->answers, capacity * sizeof *grown);
    if (grown == NULL) {
        return false;
    }
    figures->answers = grown;
    figures->capacity = capacity;
    return true;
}

static void note_sure(struct figures *figures, const struct outcome_record *record)
{
    const size_t group = (size_t)record->confidence * FIGURES_SURE / 100;
    struct figure_sure *sure = &figures->sure[group < FIGURES_SURE ? group : FIGURES_SURE - 1];
    sure->answered++;
    sure->right += record->correct;
    sure->confidence += record->confidence;
}

bool figures_note(struct figures *figures, const struct outcome_record *record)
{
    if (!memory_note_record(&figures->memory, record)) {
        return false;
    }
    if (!record_count(&figures->total, record)) {
        return true;
    }
    if (!make_room(figures)) {
        return false;
    }
    struct figure_answer answer = {record->id, record->answered_at, record->correct, {0}, 0};
    const bool known = record_case_read(figures->subject, &record->asked, &answer.it);
    answer.chosen =
        known ? record_case_option(figures->subject, &answer.it, record->chosen) : SIZE_MAX;
    answer.it.decision = answer.chosen != SIZE_MAX ? answer.it.decision : SIZE_MAX;
    figures->answers[figures->count++] = answer;
    if (record->has_confidence) {
        note_sure(figures, record);
    }
    return true;
}

static int by_time(const void *a, const void *b)
{
    const struct figure_answer *left = a, *right = b;
    return (left->at > right->at) - (left->at < right->at);
}

static int by_number(const void *a, const void *b)
{
    const struct figure_answer *left = a, *right = b;
    return (left->number > right->number) - (left->number < right->number);
}

bool figures_settle(struct figures *figures)
{
    memory_settle(&figures->memory);
    free(figures->days);
    figures->day_count = 0;
    figures->days = calloc(figures->count + 1, sizeof *figures->days);
    if (figures->days == NULL) {
        return false;
    }
    if (figures->count == 0) {
        return true;
    }
    qsort(figures->answers, figures->count, sizeof *figures->answers, by_time);
    for (size_t i = 0; i < figures->count; i++) {
        const int64_t day = fsrs_day(figures->answers[i].at);
        if (figures->day_count == 0 || figures->days[figures->day_count - 1].day != day) {
            figures->days[figures->day_count++] = (struct figure_day){day, 0, 0};
        }
        figures->days[figures->day_count - 1].answered++;
        figures->days[figures->day_count - 1].right += figures->answers[i].correct;
    }
    qsort(figures->answers, figures->count, sizeof *figures->answers, by_number);
    return true;
}

size_t figures_about(const struct figures *figures, size_t decision)
{
    size_t count = 0;
    for (size_t i = 0; i < figures->count; i++) {
        count += figures->answers[i].it.decision == decision;
    }
    return count;
}

void figures_believed(const struct figures *figures, struct belief *belief, size_t count)
{
    const size_t first = count > BELIEF_ANSWERS ? count - BELIEF_ANSWERS : 0;
    size_t met = 0;
    belief_reset(belief);
    for (size_t i = 0; i < figures->count && met < count; i++) {
        const struct figure_answer *a = &figures->answers[i];
        if (a->it.decision == belief->decision) {
            if (met >= first) {
                belief_update(belief, a->it.facts, a->it.outcomes, a->it.count, a->chosen);
            }
            met++;
        }
    }
}

/* ---- Two beliefs at once ---------------------------------------------------------------------- */

/* Is guessing the likeliest, and are there few enough misconceptions to weigh every two of them? */
static bool looks_like_guessing(const struct belief *belief)
{
    size_t best = 0, misconceptions = 0;
    for (size_t i = 0; i < belief->count; i++) {
        misconceptions += belief->hypotheses[i].kind == HYPOTHESIS_MISCONCEPTION;
        best = belief->hypotheses[i].probability > belief->hypotheses[best].probability ? i : best;
    }
    return belief->hypotheses[best].kind == HYPOTHESIS_GUESSING && misconceptions >= 2 &&
           misconceptions <= BELIEF_PAIRS_MOST;
}

/* How likely two misconceptions are, in either order of their rows, where `one` is the first order. */
static double pair_probability(const struct belief *belief, size_t one)
{
    const struct hypothesis *h = &belief->hypotheses[one];
    double sum = h->probability;
    for (size_t k = one + 1; k < belief->count; k++) {
        const struct hypothesis *other = &belief->hypotheses[k];
        const bool turned = other->kind == HYPOTHESIS_PAIR && other->misconception == h->second &&
                            other->second == h->misconception;
        sum += turned ? other->probability : 0;
    }
    return sum;
}

static void best_pair(const struct belief *belief, struct figure_pair *best)
{
    for (size_t i = 0; i < belief->count; i++) {
        const struct hypothesis *h = &belief->hypotheses[i];
        const double sum = h->kind == HYPOTHESIS_PAIR ? pair_probability(belief, i) : 0;
        if (sum > best->probability) {
            *best = (struct figure_pair){sum >= FIGURES_PAIR, {h->misconception, h->second}, sum};
        }
    }
}

bool figures_pair(const struct figures *figures, const struct belief *belief, size_t count,
                  struct figure_pair *pair)
{
    const struct belief_options options = {BELIEF_SLIP, BELIEF_FLOOR, true};
    struct belief pairs;
    *pair = (struct figure_pair){0};
    if (!looks_like_guessing(belief)) {
        return true;
    }
    if (!belief_init(&pairs, belief->subject, belief->decision, &options)) {
        return false;
    }
    figures_believed(figures, &pairs, count);
    best_pair(&pairs, pair);
    belief_fini(&pairs);
    return true;
}
