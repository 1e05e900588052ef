/* Counting an exam; see the header. */
#include "questions/tutor/exam_result.h"

#include <stdlib.h>
#include <string.h>

#include "questions/item/feedback.h"
#include "questions/tutor/belief.h"

/* ---- Points ---- */

static void count_points(struct exam_result *r, const struct turn turns[],
                         const struct scale *scale)
{
    for (size_t i = 0; i < r->questions; i++) {
        const struct item *item = turns[i].question->item;
        const double points = item != NULL ? item->points : 1;
        const bool right = turns[i].answered && turns[i].correct;
        r->most += points;
        r->points += right ? points : 0;
        r->right += right ? 1 : 0;
        r->answered += turns[i].answered ? 1 : 0;
    }
    /* A bank may give no points for anything: then what is right counts. */
    const double points = r->most > 0 ? r->points : (double)r->right;
    const double most = r->most > 0 ? r->most : (double)r->questions;
    r->passed = scale_passes(scale, points, most);
    r->scaled = scale_whole(scale, points, most);
}

/* ---- Rows ---- */

static bool same_rule(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static struct exam_rule *rule_of(struct exam_result *r, const char *rule)
{
    size_t i = 0;
    while (i < r->rule_count && !same_rule(r->rules[i].rule, rule)) {
        i++;
    }
    if (i == r->rule_count) {
        r->rules[r->rule_count++] = (struct exam_rule){.rule = rule};
    }
    return &r->rules[i];
}

/* The worse share of right ones first; shares are compared as whole numbers. */
static bool worse(const struct exam_rule *a, const struct exam_rule *b)
{
    return a->right * b->questions < b->right * a->questions;
}

/* Sorted by insertion: equals stay in the order of the exam, and there are few. */
static void sort_rules(struct exam_result *r)
{
    for (size_t i = 1; i < r->rule_count; i++) {
        const struct exam_rule rule = r->rules[i];
        size_t at = i;
        for (; at > 0 && worse(&rule, &r->rules[at - 1]); at--) {
            r->rules[at] = r->rules[at - 1];
        }
        r->rules[at] = rule;
    }
}

static void count_rules(struct exam_result *r, const struct turn turns[])
{
    for (size_t i = 0; i < r->questions; i++) {
        struct exam_rule *rule = rule_of(r, question_rule(turns[i].question));
        rule->questions++;
        rule->right += turns[i].answered && turns[i].correct ? 1 : 0;
    }
    sort_rules(r);
}

static void order_turns(struct exam_result *r, const struct turn turns[])
{
    size_t count = 0;
    for (int right = 0; right <= 1; right++) {
        for (size_t i = 0; i < r->questions; i++) {
            if ((turns[i].answered && turns[i].correct) == (right == 1)) {
                r->order[count++] = i;
            }
        }
    }
}

/* ---- Beliefs ---- */

/* The option chosen of a question whose options are outcomes; SIZE_MAX: it says nothing. */
static size_t told_by(const struct turn *turn, size_t decision)
{
    const struct question *q = turn->question;
    if (!turn->answered || !q->outcomes || q->decision != decision) {
        return SIZE_MAX;
    }
    size_t option = 0;
    while (option < q->option_count && (turn->chosen >> option & 1) == 0) {
        option++;
    }
    return option < q->option_count ? option : SIZE_MAX;
}

static void update(struct belief *belief, const struct turn *turn, size_t chosen)
{
    size_t outcomes[QUESTION_OPTIONS_MAX];
    const struct question *q = turn->question;
    for (size_t i = 0; i < q->option_count; i++) {
        outcomes[i] = q->options[i].outcome;
    }
    belief_update(belief, q->facts, outcomes, q->option_count, chosen);
}

/* How often a misconception could have shown, and how often it did. */
static void count_fits(struct exam_belief *found, const struct turn turns[], size_t count,
                       size_t fitting[])
{
    for (size_t i = 0; i < count; i++) {
        const size_t chosen = told_by(&turns[i], found->decision);
        if (chosen == SIZE_MAX) {
            continue;
        }
        for (size_t o = 0; o < turns[i].question->option_count; o++) {
            const size_t n = feedback_beliefs(turns[i].question, o, NULL, fitting);
            for (size_t k = 0; k < n; k++) {
                found->chances += fitting[k] == found->misconception ? 1 : 0;
                found->fits += fitting[k] == found->misconception && o == chosen ? 1 : 0;
            }
        }
    }
}

/* Put it where it belongs: the most probable first. */
static void add_found(struct exam_result *r, struct exam_belief found)
{
    size_t at = r->belief_count++;
    for (; at > 0 && r->beliefs[at - 1].probability < found.probability; at--) {
        r->beliefs[at] = r->beliefs[at - 1];
    }
    r->beliefs[at] = found;
}

/* What the answers about one decision say; a list of numbers of misconceptions is lent. */
static void read_belief(struct exam_result *r, const struct belief *belief,
                        const struct turn turns[], size_t fitting[])
{
    for (size_t h = 0; h < belief->count; h++) {
        const struct hypothesis *it = &belief->hypotheses[h];
        const bool wrong = it->kind == HYPOTHESIS_MISCONCEPTION;
        if (wrong) {
            r->weights[it->misconception] = it->probability;
        }
        if ((wrong || it->kind == HYPOTHESIS_OTHER_EDITION) &&
            it->probability > EXAM_BELIEF_NAMED) {
            struct exam_belief found = {.id = belief_name(belief, h),
                                        .misconception = wrong ? it->misconception : SIZE_MAX,
                                        .decision = belief->decision,
                                        .probability = it->probability};
            if (wrong) {
                count_fits(&found, turns, r->questions, fitting);
            }
            add_found(r, found);
        }
    }
}

static bool find_beliefs(struct exam_result *r, const struct turn turns[],
                         const struct subject *subject)
{
    const struct pack *pack = subject->pack;
    size_t *fitting = calloc(pack->misconception_count + 1, sizeof *fitting);
    r->weights = calloc(pack->misconception_count + 1, sizeof *r->weights);
    r->beliefs = calloc(pack->decision_count + 1, sizeof *r->beliefs);
    bool good = fitting != NULL && r->weights != NULL && r->beliefs != NULL;
    for (size_t d = 0; d < pack->decision_count && good; d++) {
        struct belief belief = {0};
        good = belief_init(&belief, subject, d, NULL);
        for (size_t i = 0; i < r->questions && good; i++) {
            const size_t chosen = told_by(&turns[i], d);
            if (chosen != SIZE_MAX) {
                update(&belief, &turns[i], chosen);
            }
        }
        if (good) {
            read_belief(r, &belief, turns, fitting);
        }
        belief_fini(&belief);
    }
    free(fitting);
    return good;
}

bool exam_result(struct exam_result *result, const struct turn turns[], size_t count,
                 const struct subject *subject, const struct scale *scale)
{
    *result = (struct exam_result){.questions = count};
    result->rules = calloc(count + 1, sizeof *result->rules);
    result->order = calloc(count + 1, sizeof *result->order);
    if (result->rules == NULL || result->order == NULL) {
        return false;
    }
    count_points(result, turns, scale);
    count_rules(result, turns);
    order_turns(result, turns);
    return subject == NULL || find_beliefs(result, turns, subject);
}

void exam_result_fini(struct exam_result *result)
{
    free(result->rules);
    free(result->beliefs);
    free(result->weights);
    free(result->order);
    *result = (struct exam_result){0};
}
