/*
 * What does the sibling answer?  The stem says what this pack answers; whether that still holds, or
 * held, is the question.  Cases in which the two agree are asked as well as those in which they part.
 */
#include <string.h>

#include "questions/item/frame.h"
#include "questions/item/kinds.h"
#include "questions/item/question.h"
#include "questions/text/buffer.h"

static const struct decision *sibling_decision(const struct subject *s, size_t decision)
{
    const size_t there = subject_sibling_decision(s, decision);
    return there != SIZE_MAX ? &s->sibling->pack->decisions[there] : NULL;
}

/* The sibling's answer, if it may be asked for; NULL else. */
static const struct outcome *key_of(const struct subject *s, size_t decision, uint32_t whole)
{
    const struct outcome *there =
        subject_askable(s, decision, whole) ? subject_sibling_answer(s, decision, whole) : NULL;
    return there != NULL && there->ask ? there : NULL;
}

static const struct outcome *here(const struct subject *s, size_t decision, uint32_t whole)
{
    return &s->pack->decisions[decision].outcomes[table_outcome(s->truth[decision], whole)];
}

static bool parts(const struct subject *s, size_t decision, uint32_t whole)
{
    const struct outcome *there = key_of(s, decision, whole);
    return there != NULL && strcmp(there->id, here(s, decision, whole)->id) != 0;
}

/* Do the two part anywhere in this decision?  A question about one where they never do is idle. */
static bool ever_parts(const struct subject *s, size_t decision)
{
    struct case_walk walk = case_walk_begin(&s->pack->possible, (struct partial){0, 0});
    bool found = false;
    for (uint32_t whole; !found && case_walk_next(&walk, &whole);) {
        found = parts(s, decision, whole);
    }
    return found;
}

static const char *missing(const struct subject *subject)
{
    if (subject->sibling == NULL) {
        return "it has no sibling at hand over the same facts";
    }
    for (size_t d = 0; d < subject->pack->decision_count; d++) {
        if (ever_parts(subject, d)) {
            return NULL;
        }
    }
    return "its sibling never answers otherwise where both may be asked";
}

static void list_spots(const struct subject *subject, struct spots *spots)
{
    for (size_t d = 0; d < subject->pack->decision_count; d++) {
        if (subject->sibling == NULL || !ever_parts(subject, d)) {
            continue;
        }
        struct case_walk walk = case_walk_begin(&subject->pack->possible, (struct partial){0, 0});
        for (uint32_t whole; case_walk_next(&walk, &whole);) {
            const struct outcome *there = key_of(subject, d, whole);
            if (there != NULL) {
                const size_t theirs = (size_t)(there - sibling_decision(subject, d)->outcomes);
                const struct spot spot = {
                    &kind_edition,
                    d,
                    whole,
                    SIZE_MAX,
                    0,
                    (d << 16) + (theirs << 8) + table_outcome(subject->truth[d], whole)};
                spots_add(spots, &spot);
            }
        }
    }
}

static enum judgement judge(const struct subject *subject, const struct claim *claim,
                            uint32_t whole)
{
    const struct outcome *key = claim->decision != SIZE_MAX && claim->outcome != NULL
                                    ? key_of(subject, claim->decision, whole)
                                    : NULL;
    if (key == NULL ||
        decision_outcome(sibling_decision(subject, claim->decision), claim->outcome) == SIZE_MAX) {
        return JUDGED_NOTHING;
    }
    return strcmp(key->id, claim->outcome) == 0 ? JUDGED_RIGHT : JUDGED_WRONG;
}

/* The sibling's outcomes that become options: its answer, ours, then its others. */
static uint64_t choose(const struct frame *f)
{
    const struct decision *there = sibling_decision(f->subject, f->spot.decision);
    const struct outcome *key = key_of(f->subject, f->spot.decision, f->spot.whole);
    const size_t ours =
        decision_outcome(there, here(f->subject, f->spot.decision, f->spot.whole)->id);
    uint64_t chosen = (uint64_t)1 << (key - there->outcomes);
    if (ours != SIZE_MAX && there->outcomes[ours].ask) {
        chosen |= (uint64_t)1 << ours;
    }
    for (size_t i = 0; i < there->outcome_count; i++) {
        const bool full =
            bits_count((uint32_t)chosen) + bits_count((uint32_t)(chosen >> 32)) >= QUESTION_OPTIONS;
        chosen |= !full && there->outcomes[i].ask ? (uint64_t)1 << i : 0;
    }
    return chosen;
}

static bool set_option(struct frame *f, size_t at, const struct outcome *outcome)
{
    const struct subject *s = f->subject;
    const size_t decision = f->spot.decision;
    const struct rule *rule = subject_sibling_rule(s, decision, f->spot.whole);
    const struct decision *there = sibling_decision(s, decision);
    const char *reason = rule_not_because(rule, (size_t)(outcome - there->outcomes));
    struct item_option *option = &f->item.options[at];
    struct buffer text = {0};
    option->text = outcome->label;
    option->outcome = outcome->id;
    option->correct = outcome == key_of(s, decision, f->spot.whole);
    if (!option->correct && strcmp(outcome->id, here(s, decision, f->spot.whole)->id) == 0) {
        buffer_add_text(&text, "The question quotes this answer; here the two editions part. ");
    }
    buffer_add_text(&text, option->correct || reason == NULL ? rule->because : reason);
    option->feedback = frame_keep(f, &text);
    return option->feedback != NULL;
}

static bool set_ask(struct frame *f)
{
    const struct pack *pack = f->subject->pack;
    const char *ours = here(f->subject, f->spot.decision, f->spot.whole)->label;
    if (pack->kinds.edition != NULL && pack->kinds.edition[f->spot.decision].count > 0) {
        return frame_fill(f, &pack->kinds.edition[f->spot.decision], "{answer}", ours, &f->asks);
    }
    struct buffer ask = {0};
    buffer_addf(&ask, "\"%s\" Here the answer is: %s. What is the answer under \"%s\"?",
                pack->decisions[f->spot.decision].ask, ours, pack->sibling_label);
    f->asks.items = arena_alloc(&f->arena, 1, sizeof *f->asks.items);
    if (f->asks.items == NULL) {
        buffer_fini(&ask);
        return false;
    }
    f->asks.items[0] = frame_keep(f, &ask);
    f->asks.count = 1;
    return f->asks.items[0] != NULL;
}

static bool make_frame(const struct subject *subject, struct frame *f)
{
    const struct decision *there = sibling_decision(subject, f->spot.decision);
    const struct rule *rule = subject_sibling_rule(subject, f->spot.decision, f->spot.whole);
    const struct rule *ours =
        &subject->pack->decisions[f->spot.decision]
             .rules[table_row(subject->truth[f->spot.decision], f->spot.whole)];
    const uint64_t chosen = choose(f);
    const size_t count = bits_count((uint32_t)chosen) + bits_count((uint32_t)(chosen >> 32));
    if (!item_options(&f->item, &f->arena, count) || !set_ask(f)) {
        return false;
    }
    f->story = true;
    f->item.rule = ours->id;
    f->item.source = rule->source;
    f->item.explanation = rule->because;
    f->keep_order = count == 2;
    size_t at = 0;
    for (size_t i = 0; i < there->outcome_count; i++) {
        if ((chosen >> i & 1) == 0) {
            continue;
        }
        f->most_direct = f->most_direct || (rule->also >> i & 1) != 0;
        if (!set_option(f, at++, &there->outcomes[i])) {
            return false;
        }
    }
    return true;
}

const struct kind kind_edition = {
    "edition", "what the sibling pack answers", missing, list_spots, make_frame, judge};
