/*
 * The owner takes a permission back: what does that stop, and what does it not?  The options are
 * abilities, read off the tables before and after; one or two of them are right.
 */
#include <stdio.h>
#include <string.h>

#include "questions/item/frame.h"
#include "questions/item/kinds.h"
#include "questions/item/owner_acts.h"
#include "questions/item/question.h"
#include "questions/text/buffer.h"

#define RIGHT_MAX 2

enum asked { ASKED_STOPS, ASKED_KEEPS, ASKED_COUNT };

static const char *const asked_names[ASKED_COUNT] = {"stops", "keeps"};

/* Can the account do it?  false in `settled` when the tables do not say. */
static bool can(const struct subject *s, const struct ability *ability, uint32_t whole,
                bool *settled)
{
    if (ability->decision == SIZE_MAX) {
        return true;
    }
    *settled = *settled && subject_askable(s, ability->decision, whole);
    const uint8_t outcome = table_outcome(s->truth[ability->decision], whole);
    return outcome != TABLE_NO_OUTCOME && (ability->outcomes >> outcome & 1) != 0;
}

/* The case after a withdrawal of which nothing else follows. */
static uint32_t without(uint32_t whole, size_t fact)
{
    return whole & ~fact_bit(fact);
}

static bool may_withdraw(const struct subject *s, uint32_t whole, size_t fact)
{
    return (owner_facts(s->pack) >> fact & 1) != 0 && (whole >> fact & 1) != 0 &&
           case_set_has(&s->pack->possible, without(whole, fact));
}

/* Which abilities are lost, and which are there afterwards: bit i is ability i. */
struct abilities {
    uint32_t lost, kept;
    uint32_t always; /* of those kept, the ones that no table decides */
};

/* False when the tables do not settle every ability. */
static bool compare(const struct subject *s, uint32_t whole, size_t fact, struct abilities *a)
{
    const struct pack_kinds *words = &s->pack->kinds;
    bool settled = may_withdraw(s, whole, fact);
    *a = (struct abilities){0, 0, 0};
    for (size_t i = 0; settled && i < words->ability_count; i++) {
        const bool before = can(s, &words->abilities[i], whole, &settled);
        const bool then = can(s, &words->abilities[i], without(whole, fact), &settled);
        a->lost |= before && !then ? (uint32_t)1 << i : 0;
        a->kept |= then ? (uint32_t)1 << i : 0;
        a->always |= words->abilities[i].decision == SIZE_MAX ? (uint32_t)1 << i : 0;
    }
    return settled;
}

/*
 * The abilities that are right answers.  0: it is not asked, for nothing is lost, or what is kept is
 * only what nobody could take away, or too many answers would be right.
 */
static uint32_t key_of(const struct subject *s, uint32_t whole, size_t fact, size_t asked)
{
    struct abilities a;
    if (!compare(s, whole, fact, &a) || a.lost == 0) {
        return 0;
    }
    const uint32_t key = asked == ASKED_STOPS ? a.lost : a.kept;
    const size_t right = bits_count(key);
    const bool telling = (key & ~a.always) != 0;
    return telling && right <= RIGHT_MAX && s->pack->kinds.ability_count - right >= 2 ? key : 0;
}

static const char *missing(const struct subject *subject)
{
    if (subject->pack->kinds.ability_count < 3) {
        return "its \"kinds\" do not say what an account can do";
    }
    return owner_facts(subject->pack) == 0 ? "no fact is under the owner's control" : NULL;
}

/* Abilities hang on several decisions; the story must settle the one with the most outcomes. */
static size_t main_decision(const struct pack *pack)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < pack->kinds.ability_count; i++) {
        const size_t d = pack->kinds.abilities[i].decision;
        if (d != SIZE_MAX && (best == SIZE_MAX || pack->decisions[d].outcome_count >
                                                      pack->decisions[best].outcome_count)) {
            best = d;
        }
    }
    return best;
}

/* Of one group is what withdraws the same fact and has the same answers. */
static size_t group_of(size_t fact, size_t asked, uint32_t key)
{
    return (fact * ASKED_COUNT + asked) << ITEM_OPTIONS_MAX | key;
}

static void list_spots(const struct subject *subject, struct spots *spots)
{
    const size_t decision = main_decision(subject->pack);
    struct case_walk walk = case_walk_begin(&subject->pack->possible, (struct partial){0, 0});
    for (uint32_t whole; decision != SIZE_MAX && case_walk_next(&walk, &whole);) {
        for (size_t fact = 0; fact < subject->pack->fact_count; fact++) {
            for (size_t asked = 0; asked < ASKED_COUNT; asked++) {
                const uint32_t key = key_of(subject, whole, fact, asked);
                if (key != 0) {
                    const struct spot spot = {&kind_prevent, decision, whole,
                                              fact,          asked,    group_of(fact, asked, key)};
                    spots_add(spots, &spot);
                }
            }
        }
    }
}

/* "snapshot_access:stops" taken apart; false when this pack knows no such thing. */
static bool read_goal(const struct pack *pack, const char *goal, size_t *fact, size_t *asked)
{
    const char *colon = goal != NULL ? strchr(goal, ':') : NULL;
    for (*asked = 0; colon != NULL && *asked < ASKED_COUNT; ++*asked) {
        if (strcmp(colon + 1, asked_names[*asked]) == 0) {
            break;
        }
    }
    if (colon == NULL || *asked == ASKED_COUNT) {
        return false;
    }
    for (*fact = 0; *fact < pack->fact_count; ++*fact) {
        if (strlen(pack->facts[*fact].id) == (size_t)(colon - goal) &&
            strncmp(pack->facts[*fact].id, goal, (size_t)(colon - goal)) == 0) {
            return true;
        }
    }
    return false;
}

static enum judgement judge(const struct subject *subject, const struct claim *claim,
                            uint32_t whole)
{
    const struct pack_kinds *words = &subject->pack->kinds;
    size_t fact, asked;
    if (claim->means == NULL || !read_goal(subject->pack, claim->goal, &fact, &asked)) {
        return JUDGED_NOTHING;
    }
    const uint32_t key = key_of(subject, whole, fact, asked);
    for (size_t i = 0; key != 0 && i < words->ability_count; i++) {
        if (strcmp(words->abilities[i].id, claim->means) == 0) {
            return (key >> i & 1) != 0 ? JUDGED_RIGHT : JUDGED_WRONG;
        }
    }
    return JUDGED_NOTHING;
}

/* Would somebody with this misconception choose the ability? */
static bool believer_chooses(const struct frame *f, size_t misconception,
                             const struct ability *ability, uint32_t after)
{
    const struct table *belief = f->subject->beliefs[misconception];
    const uint8_t first = table_outcome(belief, f->spot.whole);
    const uint8_t second = table_outcome(belief, after);
    const struct misconception *m = &f->subject->pack->misconceptions[misconception];
    if (m->decision != ability->decision || first == TABLE_NO_OUTCOME ||
        second == TABLE_NO_OUTCOME) {
        return false;
    }
    const bool before = (ability->outcomes >> first & 1) != 0;
    const bool then = (ability->outcomes >> second & 1) != 0;
    /* Whoever thinks that a withdrawal stops something has a belief about what is withdrawn. */
    const bool about = (frame_belief_facts(m) >> f->spot.goal & 1) != 0;
    return f->spot.variant == ASKED_STOPS ? about && before && !then : then;
}

/* Why an account can do something in a case, or why it cannot. */
static const char *reason_for(const struct frame *f, const struct ability *ability, uint32_t whole,
                              bool able)
{
    if (ability->because != NULL || ability->decision == SIZE_MAX) {
        return ability->because;
    }
    const struct rule *rule = &f->subject->pack->decisions[ability->decision]
                                   .rules[table_row(f->subject->truth[ability->decision], whole)];
    /* Where there is one way to do it, the row may say why not this one. */
    const bool one_way = (ability->outcomes & (ability->outcomes - 1)) == 0;
    size_t outcome = 0;
    while (one_way && !able && (ability->outcomes >> outcome & 1) == 0) {
        outcome++;
    }
    const char *why_not = one_way && !able ? rule_not_because(rule, outcome) : NULL;
    return why_not != NULL ? why_not : rule->because;
}

/* What is possible before and after, in a sentence, and why. */
static void say_why(const struct frame *f, const struct ability *ability, uint32_t after,
                    struct buffer *text)
{
    bool settled = true;
    const bool before = can(f->subject, ability, f->spot.whole, &settled);
    const bool then = can(f->subject, ability, after, &settled);
    buffer_add_text(text, before && then ? "This stays possible."
                          : before       ? "This is possible now, and no longer afterwards."
                          : then         ? "This becomes possible only afterwards."
                                         : "This is not possible now, either.");
    /* What was never possible has its reason in the case as it was. */
    const char *reason = reason_for(f, ability, before || then ? after : f->spot.whole, then);
    if (reason != NULL) {
        buffer_addf(text, " %s", reason);
    }
}

/* The sibling's ability of the same id; NULL: it has none. */
static const struct ability *ability_there(const struct subject *sibling, const char *id)
{
    const struct pack_kinds *words = &sibling->pack->kinds;
    for (size_t i = 0; i < words->ability_count; i++) {
        if (strcmp(words->abilities[i].id, id) == 0) {
            return &words->abilities[i];
        }
    }
    return NULL;
}

/*
 * Which of our abilities are right under the sibling's rules, by its own tables: bit i is ability i.
 * False when they do not settle every one.
 */
static bool right_there(const struct frame *f, uint32_t *right)
{
    const struct subject *s = f->subject, *sibling = s->sibling;
    const uint32_t before = subject_sibling_case(s, f->spot.whole);
    const uint32_t after = subject_sibling_case(s, without(f->spot.whole, f->spot.goal));
    bool settled = case_set_has(&sibling->pack->possible, before) &&
                   case_set_has(&sibling->pack->possible, after);
    *right = 0;
    for (size_t i = 0; settled && i < s->pack->kinds.ability_count; i++) {
        const struct ability *theirs = ability_there(sibling, s->pack->kinds.abilities[i].id);
        settled = theirs != NULL;
        const bool now = settled && can(sibling, theirs, before, &settled);
        const bool then = settled && can(sibling, theirs, after, &settled);
        const bool counts = f->spot.variant == ASKED_STOPS ? now && !then : then;
        *right |= counts ? (uint32_t)1 << i : 0;
    }
    return settled;
}

static void say_there(const struct frame *f, uint32_t key, struct buffer *out)
{
    const struct pack_kinds *words = &f->subject->pack->kinds;
    uint32_t right;
    size_t at = 0;
    if (f->subject->sibling == NULL) {
        return;
    }
    if (!right_there(f, &right)) {
        buffer_add_text(out, "The rules there do not settle this.");
    } else if (right == key) {
        buffer_add_text(out, "The same answer.");
    } else if (right == 0) {
        buffer_add_text(out, f->spot.variant == ASKED_STOPS ? "That stops none of these."
                                                            : "None of these stays possible.");
    } else {
        buffer_add_text(out, f->spot.variant == ASKED_STOPS ? "What that stops is "
                                                            : "What stays possible is ");
        for (size_t i = 0; i < words->ability_count; i++) {
            if ((right >> i & 1) != 0) {
                frame_add_quoted(out, words->abilities[i].text, at++, bits_count(right));
            }
        }
        buffer_add_text(out, ".");
    }
}

static bool set_option(struct frame *f, size_t at, uint32_t key, uint32_t after)
{
    const struct pack *pack = f->subject->pack;
    const struct ability *ability = &pack->kinds.abilities[at];
    struct item_option *option = &f->item.options[at];
    struct buffer text = {0};
    option->text = ability->text;
    option->means = ability->id;
    option->correct = (key >> at & 1) != 0;
    say_why(f, ability, after, &text);
    for (size_t m = 0; !option->correct && m < pack->misconception_count; m++) {
        if (believer_chooses(f, m, ability, after)) {
            frame_add_belief(f, m, option, &text);
        }
    }
    option->feedback = frame_keep(f, &text);
    return option->feedback != NULL;
}

static bool set_asks(struct frame *f)
{
    const struct pack *pack = f->subject->pack;
    const struct fact *fact = &pack->facts[f->spot.goal];
    const struct texts *asks =
        f->spot.variant == ASKED_STOPS ? &pack->kinds.stops : &pack->kinds.keeps;
    struct buffer act = {0};
    if (fact->withdraw != NULL) {
        buffer_add_text(&act, fact->withdraw);
    } else {
        buffer_addf(&act, "see to it that %s", fact_clause(fact, false));
    }
    const char *kept = frame_keep(f, &act);
    return kept != NULL && frame_fill(f, asks, "{act}", kept, &f->asks);
}

static bool make_frame(const struct subject *subject, struct frame *f)
{
    const struct pack *pack = subject->pack;
    const uint32_t key = key_of(subject, f->spot.whole, f->spot.goal, f->spot.variant);
    const uint32_t after = without(f->spot.whole, f->spot.goal);
    const size_t decision = f->spot.decision;
    struct buffer goal = {0}, here = {0}, there = {0};
    if (!item_options(&f->item, &f->arena, pack->kinds.ability_count) || !set_asks(f)) {
        return false;
    }
    const struct rule *rule =
        &pack->decisions[decision].rules[table_row(subject->truth[decision], after)];
    buffer_addf(&goal, "%s:%s", pack->facts[f->spot.goal].id, asked_names[f->spot.variant]);
    f->story = true;
    f->item.goal = frame_keep(f, &goal);
    f->item.rule = rule->id;
    f->item.source = rule->source;
    buffer_addf(&here, "After that the case is a different one. %s", rule->because);
    say_there(f, key, &there);
    bool made = frame_explain(f, &here, &there) && f->item.goal != NULL;
    for (size_t i = 0; made && i < pack->kinds.ability_count; i++) {
        made = set_option(f, i, key, after);
    }
    return made;
}

const struct kind kind_prevent = {"prevent",  "what withdrawing a permission stops, and what not",
                                  missing,    list_spots,
                                  make_frame, judge};
