/*
 * The weights below are chosen by hand, so that a round feels right to somebody at work (the tests
 * of the session say what that means); nothing is estimated.
 */
#include "questions/tutor/choose.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "questions/item/question.h"

#define CANDIDATES  48   /* cases of a target that are compared; drawn evenly when there are more */
#define JITTER      0.15 /* bits of chance, so that equals take turns */
#define AGAIN_AFTER 4   /* questions until what was answered wrong may come again for that reason */
#define AGAIN       0.4 /* how often it then does */
#define DUE         0.7 /* how often what the schedule wants comes, while it wants something */
#define BELIEVED    0.6 /* how often, after a pause, a belief that is sure is put to the test */
#define PAUSE       2   /* questions between two such tests: beside them, others are asked, too */

/* Does a question about this case say something about the target? */
static bool shows(const struct subject *s, const struct target *t, uint32_t whole)
{
    if (!subject_askable(s, t->decision, whole)) {
        return false;
    }
    if (t->kind == TARGET_ROW) {
        return table_row(s->truth[t->decision], whole) == t->index;
    }
    const uint8_t answer = table_outcome(s->beliefs[t->index], whole);
    return answer != TABLE_NO_OUTCOME && answer != table_outcome(s->truth[t->decision], whole) &&
           s->pack->decisions[t->decision].outcomes[answer].ask;
}

/* Where a target can show at all: a row decides only cases that it matches. */
static struct case_walk walk_target(const struct subject *s, const struct target *t)
{
    const struct partial anywhere = {0, 0};
    return case_walk_begin(
        &s->pack->possible,
        t->kind == TARGET_ROW ? s->pack->decisions[t->decision].rules[t->index].when : anywhere);
}

static bool ever_shows(const struct subject *s, const struct target *t)
{
    struct case_walk walk = walk_target(s, t);
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        if (shows(s, t, whole)) {
            return true;
        }
    }
    return false;
}

static void add_target(struct targets *targets, const struct subject *s, enum target_kind kind,
                       size_t decision, size_t index)
{
    const struct target target = {.kind = kind, .decision = decision, .index = index};
    /* What is only our own inference is not asked: a key must be beyond doubt. */
    const bool doubtful = kind == TARGET_ROW &&
                          s->pack->decisions[decision].rules[index].certainty == CERTAINTY_INFERRED;
    if (kind == TARGET_STATEMENT || (!doubtful && ever_shows(s, &target))) {
        targets->items[targets->count++] = target;
    }
}

bool targets_init(struct targets *targets, const struct subject *subject)
{
    const struct pack *pack = subject->pack;
    size_t most = pack->misconception_count + pack->statement_count;
    for (size_t d = 0; d < pack->decision_count; d++) {
        most += pack->decisions[d].rule_count;
    }
    *targets = (struct targets){calloc(most + 1, sizeof *targets->items), 0};
    if (targets->items == NULL) {
        return false;
    }
    for (size_t d = 0; d < pack->decision_count; d++) {
        for (size_t i = 0; i < pack->decisions[d].rule_count; i++) {
            add_target(targets, subject, TARGET_ROW, d, i);
        }
    }
    for (size_t m = 0; m < pack->misconception_count; m++) {
        add_target(targets, subject, TARGET_MISCONCEPTION, pack->misconceptions[m].decision, m);
    }
    for (size_t i = 0; pack->statement_count >= QUESTION_OPTIONS && i < pack->statement_count;
         i++) {
        add_target(targets, subject, TARGET_STATEMENT, SIZE_MAX, i);
    }
    return true;
}

void targets_fini(struct targets *targets)
{
    free(targets->items);
    *targets = (struct targets){0};
}

void targets_reset(struct targets *targets)
{
    for (size_t i = 0; i < targets->count; i++) {
        struct target *t = &targets->items[i];
        *t = (struct target){.kind = t->kind,
                             .decision = t->decision,
                             .index = t->index,
                             .urgency = t->urgency,
                             .left_out = t->left_out};
    }
}

static void note(struct target *t, bool correct, size_t number)
{
    t->asked++;
    t->streak = correct ? t->streak + 1 : 0;
    t->last_wrong = !correct;
    t->last_asked = number;
}

void targets_note_case(struct targets *targets, const struct subject *subject, size_t decision,
                       uint32_t whole, bool correct, size_t number)
{
    for (size_t i = 0; i < targets->count; i++) {
        struct target *t = &targets->items[i];
        if (t->kind != TARGET_STATEMENT && t->decision == decision && shows(subject, t, whole)) {
            note(t, correct, number);
        }
    }
}

void targets_note_statement(struct targets *targets, size_t statement, bool correct, size_t number)
{
    for (size_t i = 0; i < targets->count; i++) {
        struct target *t = &targets->items[i];
        if (t->kind == TARGET_STATEMENT && t->index == statement) {
            note(t, correct, number);
        }
    }
}

static double probability_of(const struct belief *belief, size_t misconception)
{
    for (size_t i = 0; i < belief->count; i++) {
        if (belief->hypotheses[i].kind == HYPOTHESIS_MISCONCEPTION &&
            belief->hypotheses[i].misconception == misconception) {
            return belief->hypotheses[i].probability;
        }
    }
    return 0;
}

/*
 * New and failed targets come often, known ones seldom, but they do come; what was asked a moment
 * ago waits.  A misconception weighs by how likely it is; a statement is a change of pace.
 */
static double weight_of(const struct target *t, const struct belief beliefs[], size_t number,
                        size_t last_decision)
{
    double weight = t->last_wrong ? 6 : t->asked == 0 ? 4 : 2.0 / (double)(1 + t->streak);
    const size_t since = t->last_asked == 0 ? SIZE_MAX : number - t->last_asked;
    if (t->left_out) {
        return 0;
    }
    if (t->kind == TARGET_MISCONCEPTION) {
        weight = 0.5 * weight + 12 * probability_of(&beliefs[t->decision], t->index);
    } else if (t->kind == TARGET_STATEMENT) {
        weight *= 0.25;
    }
    weight *= since <= 2 ? 0.05 : since <= 5 ? 0.4 : 1;
    return t->decision == last_decision ? 0.6 * weight : weight;
}

const struct target *choose_waiting(const struct targets *targets, size_t number)
{
    const struct target *longest = NULL;
    for (size_t i = 0; i < targets->count; i++) {
        const struct target *t = &targets->items[i];
        if (t->kind != TARGET_MISCONCEPTION && !t->left_out && t->last_wrong &&
            number - t->last_asked >= AGAIN_AFTER &&
            (longest == NULL || t->last_asked < longest->last_asked)) {
            longest = t;
        }
    }
    return longest;
}

/* What was asked a moment ago has had its turn. */
static double urgency_of(const struct target *t, size_t number, size_t last_decision)
{
    const bool lately = t->last_asked != 0 && number - t->last_asked <= 2;
    return lately || t->left_out ? 0 : t->decision == last_decision ? 0.6 * t->urgency : t->urgency;
}

/* One of what the schedule wants, the urgent ones more often; NULL: it wants nothing. */
static const struct target *due(const struct targets *targets, size_t number, size_t last_decision,
                                struct rng *rng)
{
    const struct target *chosen = NULL;
    double sum = 0;
    for (size_t i = 0; i < targets->count; i++) {
        sum += urgency_of(&targets->items[i], number, last_decision);
    }
    if (!(sum > 0) || rng_unit(rng) >= DUE) {
        return NULL;
    }
    double point = rng_unit(rng) * sum;
    for (size_t i = 0; i < targets->count && point >= 0; i++) {
        const double urgency = urgency_of(&targets->items[i], number, last_decision);
        chosen = urgency > 0 ? &targets->items[i] : chosen;
        point -= urgency;
    }
    return chosen;
}

/* A misconception that is sure, until the evidence turns; NULL: none but such as had their turn lately. */
static const struct target *believed(const struct targets *targets, const struct belief beliefs[],
                                     size_t number)
{
    for (size_t i = 0; i < targets->count; i++) {
        const struct target *t = &targets->items[i];
        if (t->kind == TARGET_MISCONCEPTION && !t->left_out && number - t->last_asked > PAUSE &&
            probability_of(&beliefs[t->decision], t->index) >= BELIEF_SURE) {
            return t;
        }
    }
    return NULL;
}

const struct target *choose_target(const struct targets *targets, const struct belief beliefs[],
                                   size_t number, size_t last_decision, struct rng *rng)
{
    const struct target *held = believed(targets, beliefs, number);
    if (held != NULL && rng_unit(rng) < BELIEVED) {
        return held;
    }
    const struct target *again = choose_waiting(targets, number);
    if (again != NULL && rng_unit(rng) < AGAIN) {
        return again;
    }
    const struct target *wanted = due(targets, number, last_decision, rng);
    if (wanted != NULL) {
        return wanted;
    }
    double sum = 0;
    for (size_t i = 0; i < targets->count; i++) {
        sum += weight_of(&targets->items[i], beliefs, number, last_decision);
    }
    double point = rng_unit(rng) * sum;
    const struct target *last = NULL;
    for (size_t i = 0; i < targets->count && point >= 0; i++) {
        if (!targets->items[i].left_out) {
            last = &targets->items[i];
            point -= weight_of(last, beliefs, number, last_decision);
        }
    }
    return last; /* rounding may leave a hair of `point` behind the last one */
}

/* Up to CANDIDATES cases of a target, each as likely as any other to be among them. */
static size_t sample(const struct subject *s, const struct target *t, uint32_t cases[CANDIDATES],
                     struct rng *rng)
{
    size_t met = 0;
    struct case_walk walk = walk_target(s, t);
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        if (shows(s, t, whole)) {
            const size_t at = met < CANDIDATES ? met : rng_below(rng, met + 1);
            if (at < CANDIDATES) {
                cases[at] = whole;
            }
            met++;
        }
    }
    return met < CANDIDATES ? met : CANDIDATES;
}

static bool was_seen(const struct seen_case seen[], size_t count, size_t decision, uint32_t whole)
{
    for (size_t i = 0; i < count; i++) {
        if (seen[i].decision == decision && seen[i].facts == whole) {
            return true;
        }
    }
    return false;
}

/* Rounding down would tell apart what is a whole step in exact numbers and a hair less in ours. */
double choose_rounded(double bits)
{
    return round(bits * 1e6) / 1e6;
}

uint32_t choose_case(const struct subject *subject, const struct target *target,
                     const struct belief *belief, const struct seen_case seen[], size_t seen_count,
                     struct rng *rng)
{
    uint32_t cases[CANDIDATES];
    const size_t count = sample(subject, target, cases, rng);
    assert(count > 0); /* a target that shows nowhere is none */
    uint32_t best = cases[0];
    double most = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        size_t outcomes[QUESTION_OPTIONS];
        const size_t options = question_choose(subject, target->decision, cases[i], NULL, outcomes);
        const double bits = belief_information(belief, cases[i], outcomes, options);
        const double worth = choose_rounded(bits) + JITTER * rng_unit(rng) -
                             (was_seen(seen, seen_count, target->decision, cases[i]) ? 2 : 0);
        if (worth > most) {
            most = worth;
            best = cases[i];
        }
    }
    return best;
}
