/*
 * Which calls, in which order?  The options are the steps of outcomes in this very case.  Where an
 * outcome takes other steps in other cases, both are options, whichever is the key, so that an unusual
 * call gives nothing away; where there are fewer than four, some stand in the wrong order, too.
 */
#include <string.h>

#include "questions/item/frame.h"
#include "questions/item/kinds.h"
#include "questions/item/question.h"
#include "questions/item/scenario.h"
#include "questions/text/buffer.h"

/* What an option means whose steps stand in the wrong order, or belong to other cases. */
#define REVERSED  "reversed"
#define ELSEWHERE "elsewhere"

static bool same_steps(const struct texts *a, const struct texts *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        same = strcmp(a->items[i], b->items[i]) == 0;
    }
    return same;
}

/* Are the first steps, read backwards, the second ones? */
static bool same_reversed(const struct texts *a, const struct texts *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        same = strcmp(a->items[a->count - 1 - i], b->items[i]) == 0;
    }
    return same;
}

/* May an outcome's steps be an option: there are some, and no earlier option is the same? */
static bool may_stand(const struct decision *d, const size_t chosen[], size_t count, size_t outcome,
                      uint32_t whole)
{
    const struct texts *steps = outcome_steps(&d->outcomes[outcome], whole);
    bool good = d->outcomes[outcome].ask && steps->count > 0;
    for (size_t i = 0; good && i < count; i++) {
        good = !same_steps(steps, outcome_steps(&d->outcomes[chosen[i]], whole));
    }
    return good;
}

/* The steps that an outcome takes in other cases; NULL: they are the same here. */
static const struct texts *steps_elsewhere(const struct outcome *outcome, uint32_t whole)
{
    const bool same = same_steps(&outcome->steps, outcome_steps(outcome, whole));
    return same || outcome->steps.count == 0 ? NULL : &outcome->steps;
}

/* The first outcome that takes other steps in other cases; SIZE_MAX: none. */
static size_t varied(const struct decision *d, uint32_t whole)
{
    for (size_t i = 0; i < d->outcome_count; i++) {
        if (d->outcomes[i].ask && steps_elsewhere(&d->outcomes[i], whole) != NULL) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The steps elsewhere of that outcome; NULL: there is none. */
static const struct texts *varied_steps(const struct decision *d, uint32_t whole)
{
    const size_t outcome = varied(d, whole);
    return outcome != SIZE_MAX ? steps_elsewhere(&d->outcomes[outcome], whole) : NULL;
}

/* The key first, then the one with other steps elsewhere, then those with steps of their own. */
static size_t choose(const struct subject *s, size_t decision, uint32_t whole,
                     size_t chosen[QUESTION_OPTIONS])
{
    const struct decision *d = &s->pack->decisions[decision];
    size_t count = 1;
    chosen[0] = table_outcome(s->truth[decision], whole);
    const struct texts *elsewhere = varied_steps(d, whole);
    const size_t most = QUESTION_OPTIONS - (elsewhere != NULL);
    if (elsewhere != NULL && may_stand(d, chosen, count, varied(d, whole), whole)) {
        chosen[count++] = varied(d, whole);
    }
    for (size_t i = 0; i < d->outcome_count && count < most; i++) {
        if (may_stand(d, chosen, count, i, whole) &&
            (elsewhere == NULL || !same_steps(elsewhere, outcome_steps(&d->outcomes[i], whole)))) {
            chosen[count++] = i;
        }
    }
    return count;
}

/* May the steps of one of the chosen outcomes be offered backwards: are they none of the others? */
static bool may_turn(const struct decision *d, const size_t chosen[], size_t count, size_t at,
                     uint32_t whole)
{
    const struct texts *steps = outcome_steps(&d->outcomes[chosen[at]], whole);
    const struct texts *elsewhere = varied_steps(d, whole);
    bool good = steps->count > 1 && (elsewhere == NULL || !same_reversed(steps, elsewhere));
    for (size_t i = 0; good && i < count; i++) {
        good = !same_reversed(steps, outcome_steps(&d->outcomes[chosen[i]], whole));
    }
    return good;
}

static bool may_ask(const struct subject *s, size_t decision, uint32_t whole)
{
    if (!subject_askable(s, decision, whole)) {
        return false;
    }
    const struct decision *d = &s->pack->decisions[decision];
    size_t chosen[QUESTION_OPTIONS] = {0};
    const size_t count = choose(s, decision, whole, chosen);
    size_t options = count + (varied(d, whole) != SIZE_MAX);
    for (size_t i = 0; i < count; i++) {
        options += may_turn(d, chosen, count, i, whole);
    }
    return outcome_steps(&d->outcomes[chosen[0]], whole)->count > 1 && options >= QUESTION_OPTIONS;
}

static const char *missing(const struct subject *subject)
{
    for (size_t d = 0; d < subject->pack->decision_count; d++) {
        for (size_t o = 0; o < subject->pack->decisions[d].outcome_count; o++) {
            if (subject->pack->decisions[d].outcomes[o].steps.count > 1) {
                return NULL;
            }
        }
    }
    return "no outcome has two steps";
}

static void list_spots(const struct subject *subject, struct spots *spots)
{
    for (size_t d = 0; d < subject->pack->decision_count; d++) {
        struct case_walk walk = case_walk_begin(&subject->pack->possible, (struct partial){0, 0});
        for (uint32_t whole; case_walk_next(&walk, &whole);) {
            if (may_ask(subject, d, whole)) {
                const struct spot spot = {
                    &kind_steps, d, whole,
                    SIZE_MAX,    0, (d << 16) + table_row(subject->truth[d], whole)};
                spots_add(spots, &spot);
            }
        }
    }
}

static enum judgement judge(const struct subject *subject, const struct claim *claim,
                            uint32_t whole)
{
    if (claim->decision == SIZE_MAX || claim->outcome == NULL ||
        !subject_askable(subject, claim->decision, whole)) {
        return JUDGED_NOTHING;
    }
    const struct decision *d = &subject->pack->decisions[claim->decision];
    const size_t outcome = decision_outcome(d, claim->outcome);
    if (outcome == SIZE_MAX) {
        return JUDGED_NOTHING;
    }
    const struct texts *right =
        outcome_steps(&d->outcomes[table_outcome(subject->truth[claim->decision], whole)], whole);
    const struct texts *steps = outcome_steps(&d->outcomes[outcome], whole);
    if (claim->means != NULL) {
        if (strcmp(claim->means, ELSEWHERE) == 0) {
            return same_steps(&d->outcomes[outcome].steps, right) ? JUDGED_RIGHT : JUDGED_WRONG;
        }
        const bool turned = strcmp(claim->means, REVERSED) == 0;
        return !turned ? JUDGED_NOTHING : same_reversed(steps, right) ? JUDGED_RIGHT : JUDGED_WRONG;
    }
    return same_steps(steps, right) ? JUDGED_RIGHT : JUDGED_WRONG;
}

static const char *steps_text(struct frame *f, const struct texts *steps, bool reversed)
{
    struct buffer text = {0};
    for (size_t i = 0; i < steps->count; i++) {
        buffer_add_text(&text, i > 0 ? ", then " : "");
        buffer_add_text(&text, steps->items[reversed ? steps->count - 1 - i : i]);
    }
    return frame_keep(f, &text);
}

/* One option: the steps of outcome `of` of the question, forwards or backwards. */
static bool set_option(struct frame *f, const struct question *q, size_t at, size_t of,
                       bool reversed)
{
    const struct decision *d = &f->subject->pack->decisions[f->spot.decision];
    const struct texts *steps = outcome_steps(&d->outcomes[q->options[of].outcome], f->spot.whole);
    struct item_option *option = &f->item.options[at];
    option->text = steps_text(f, steps, reversed);
    option->outcome = q->options[of].id;
    option->means = reversed ? REVERSED : NULL;
    option->correct = of == 0 && !reversed;
    if (reversed) {
        option->feedback =
            "The calls are in the wrong order: each one needs what the one before it makes.";
        return option->text != NULL;
    }
    return option->text != NULL && frame_outcome_feedback(f, q, of, option);
}

/* Why the steps of elsewhere are not those of here: the facts that change them.  NULL: no memory. */
static const char *elsewhere_feedback(struct frame *f, const struct outcome *outcome)
{
    const struct pack *pack = f->subject->pack;
    const struct steps_when *here = outcome->steps_when; /* one matches, else none were elsewhere */
    while (!partial_matches(here->when, f->spot.whole)) {
        here++;
    }
    const uint32_t facts = here->when.known;
    const char *joint = ": ";
    struct buffer text = {0};
    buffer_add_text(&text, "In other cases these calls work, but not in this one");
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((facts & fact_bit(i)) != 0) {
            const bool value = (f->spot.whole & fact_bit(i)) != 0;
            buffer_addf(&text, "%s%s", joint, fact_clause(&pack->facts[i], value));
            joint = ", and ";
        }
    }
    buffer_add_char(&text, '.');
    return frame_keep(f, &text);
}

/* One option more: the steps that an outcome takes elsewhere. */
static bool set_elsewhere(struct frame *f, size_t at)
{
    const struct decision *d = &f->subject->pack->decisions[f->spot.decision];
    struct item_option *option = &f->item.options[at];
    option->text = steps_text(f, varied_steps(d, f->spot.whole), false);
    option->outcome = d->outcomes[varied(d, f->spot.whole)].id;
    option->means = ELSEWHERE;
    option->feedback = elsewhere_feedback(f, &d->outcomes[varied(d, f->spot.whole)]);
    return option->text != NULL && option->feedback != NULL;
}

/* Bytes of the steps of one of the chosen outcomes, as an option has them. */
static size_t steps_length(const struct decision *d, size_t outcome, uint32_t whole)
{
    const struct texts *steps = outcome_steps(&d->outcomes[outcome], whole);
    size_t length = 0;
    for (size_t i = 0; i < steps->count; i++) {
        length += strlen(steps->items[i]) + sizeof ", then " - 1;
    }
    return length;
}

/* Of the chosen outcomes that may be turned, and are not yet, the one with the longest steps. */
static size_t next_to_turn(const struct frame *f, const size_t chosen[], size_t count,
                           uint32_t turned)
{
    const struct decision *d = &f->subject->pack->decisions[f->spot.decision];
    const uint32_t whole = f->spot.whole;
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        if ((turned >> i & 1) == 0 && may_turn(d, chosen, count, i, whole) &&
            (best == SIZE_MAX ||
             steps_length(d, chosen[i], whole) > steps_length(d, chosen[best], whole))) {
            best = i;
        }
    }
    return best;
}

/*
 * The options that are turned round are the longest, whichever is the key: neither a pair with the
 * same calls nor the most calls give the key away.
 */
static bool set_options(struct frame *f, const struct question *q, const size_t chosen[])
{
    const struct decision *d = &f->subject->pack->decisions[f->spot.decision];
    size_t at = 0;
    for (size_t i = 0; i < q->option_count; i++) {
        if (!set_option(f, q, at++, i, false)) {
            return false;
        }
    }
    if (varied(d, f->spot.whole) != SIZE_MAX && !set_elsewhere(f, at++)) {
        return false;
    }
    for (uint32_t turned = 0; at < QUESTION_OPTIONS;) {
        const size_t of = next_to_turn(f, chosen, q->option_count, turned);
        if (of == SIZE_MAX || !set_option(f, q, at++, of, true)) {
            return false; /* may_ask() has counted: there are enough */
        }
        turned |= (uint32_t)1 << of;
    }
    return true;
}

static bool set_ask(struct frame *f)
{
    static const char *ways[] = {
        "\"{ask}\" Which steps are the answer, in this order?",
        "Think of this question: \"{ask}\" Which steps, in which order, belong to the answer?"};
    const struct texts plain = {ways, sizeof ways / sizeof *ways};
    const struct pack *pack = f->subject->pack;
    if (pack->kinds.steps != NULL && pack->kinds.steps[f->spot.decision].count > 0) {
        f->asks = pack->kinds.steps[f->spot.decision];
        return true;
    }
    return frame_fill(f, &plain, "{ask}", pack->decisions[f->spot.decision].ask, &f->asks);
}

static bool make_frame(const struct subject *subject, struct frame *f)
{
    size_t chosen[QUESTION_OPTIONS] = {0};
    const size_t count = choose(subject, f->spot.decision, f->spot.whole, chosen);
    struct question *q = question_decision(subject, f->spot.decision, f->spot.whole, SCENARIO_PLAIN,
                                           0, chosen, count);
    bool made = q != NULL && item_options(&f->item, &f->arena, QUESTION_OPTIONS) && set_ask(f) &&
                set_options(f, q, chosen) && frame_explanation(f, q);
    if (made) {
        const struct rule *rule = question_deciding_rule(q);
        f->story = true;
        f->item.rule = rule->id;
        f->item.source = rule->source;
        for (size_t i = 1; i < q->option_count; i++) {
            f->most_direct = f->most_direct || (rule->also >> q->options[i].outcome & 1) != 0;
        }
    }
    question_free(q);
    return made;
}

const struct kind kind_steps = {"steps", "which calls, in order", missing, list_spots, make_frame,
                                judge};
