/*
 * Who owns what, after something was done?  Either what comes of the way that a decision answers (its
 * outcome names the owner), or what that way began with (a fact of the case says whose it was, and no
 * way changes that).  Only cases where these are two different owners are asked.
 */
#include <string.h>

#include "questions/item/frame.h"
#include "questions/item/kinds.h"
#include "questions/item/question.h"
#include "questions/item/scenario.h"
#include "questions/text/buffer.h"

enum about { ABOUT_RESULT, ABOUT_ORIGIN, ABOUT_COUNT };

static const char *const about_names[ABOUT_COUNT] = {"result", "origin"};

static const struct ownership *ownership_of(const struct pack *pack, size_t about)
{
    return about == ABOUT_RESULT ? &pack->kinds.result : &pack->kinds.origin;
}

static size_t party_of(const struct pack *pack, const char *id)
{
    for (size_t i = 0; id != NULL && i < pack->kinds.party_count; i++) {
        if (strcmp(pack->kinds.parties[i].id, id) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Who owned what the way begins with. */
static size_t origin_of(const struct pack *pack, uint32_t whole)
{
    return (whole >> pack->kinds.origin_fact & 1) != 0 ? pack->kinds.origin_yes
                                                       : pack->kinds.origin_no;
}

/* The outcome of an askable case; NULL where nothing is done. */
static const struct outcome *way_of(const struct subject *s, size_t decision, uint32_t whole)
{
    if (!subject_askable(s, decision, whole)) {
        return NULL;
    }
    const struct outcome *way =
        &s->pack->decisions[decision].outcomes[table_outcome(s->truth[decision], whole)];
    return outcome_steps(way, whole)->count > 0 ? way : NULL;
}

/* Who takes the ways of a decision: the owner of what comes of any; SIZE_MAX: nothing comes of them. */
static size_t taker_of(const struct pack *pack, size_t decision)
{
    const struct decision *d = &pack->decisions[decision];
    size_t taker = SIZE_MAX;
    for (size_t i = 0; taker == SIZE_MAX && i < d->outcome_count; i++) {
        taker = party_of(pack, d->outcomes[i].owner);
    }
    return taker;
}

/*
 * The owner asked for; SIZE_MAX: this case is not asked so.  Whoever takes a way that began with
 * what is already theirs is two of the parties at once, so then two options would be right.
 */
static size_t key_of(const struct subject *s, size_t decision, uint32_t whole, size_t about)
{
    const struct outcome *way = way_of(s, decision, whole);
    const size_t result = way != NULL ? party_of(s->pack, way->owner) : SIZE_MAX;
    const size_t origin = origin_of(s->pack, whole);
    if (way == NULL || origin == (result != SIZE_MAX ? result : taker_of(s->pack, decision))) {
        return SIZE_MAX;
    }
    return about == ABOUT_RESULT ? result : origin;
}

static const char *missing(const struct subject *subject)
{
    const struct pack_kinds *words = &subject->pack->kinds;
    if (words->party_count < 2 || words->origin_fact == SIZE_MAX) {
        return "its \"kinds\" do not say who may own something";
    }
    return words->result.ask.count + words->origin.ask.count == 0
               ? "its \"kinds\" do not say how to ask who owns something"
               : NULL;
}

static void list_spots(const struct subject *subject, struct spots *spots)
{
    for (size_t d = 0; d < subject->pack->decision_count; d++) {
        struct case_walk walk = case_walk_begin(&subject->pack->possible, (struct partial){0, 0});
        for (uint32_t whole; case_walk_next(&walk, &whole);) {
            for (size_t about = 0; about < ABOUT_COUNT; about++) {
                if (ownership_of(subject->pack, about)->ask.count > 0 &&
                    key_of(subject, d, whole, about) != SIZE_MAX) {
                    const struct spot spot = {
                        &kind_owner,
                        d,
                        whole,
                        about,
                        0,
                        (d << 16) + (about << 8) + table_outcome(subject->truth[d], whole)};
                    spots_add(spots, &spot);
                }
            }
        }
    }
}

static enum judgement judge(const struct subject *subject, const struct claim *claim,
                            uint32_t whole)
{
    size_t about = 0;
    while (claim->goal != NULL && about < ABOUT_COUNT &&
           strcmp(claim->goal, about_names[about]) != 0) {
        about++;
    }
    if (claim->goal == NULL || about == ABOUT_COUNT || claim->decision == SIZE_MAX ||
        missing(subject) != NULL) {
        return JUDGED_NOTHING;
    }
    const size_t party = party_of(subject->pack, claim->means);
    const size_t key = key_of(subject, claim->decision, whole, about);
    if (party == SIZE_MAX || key == SIZE_MAX) {
        return JUDGED_NOTHING;
    }
    return party == key ? JUDGED_RIGHT : JUDGED_WRONG;
}

/* The id of the owner after the same way under the sibling's rules; NULL: nobody says. */
static const char *owner_there(const struct frame *f, const struct outcome *way)
{
    const struct pack *there = f->subject->sibling->pack;
    if (f->spot.goal == ABOUT_RESULT) {
        return way->owner;
    }
    if (there->kinds.origin_fact == SIZE_MAX) {
        return NULL;
    }
    return there->kinds.parties[origin_of(there, subject_sibling_case(f->subject, f->spot.whole))]
        .id;
}

/* The owner under the sibling's rules, and which way is the most direct one there, where it is another. */
static void say_there(const struct frame *f, size_t key, const struct outcome *way,
                      struct buffer *out)
{
    const struct pack *pack = f->subject->pack;
    const size_t decision = subject_sibling_decision(f->subject, f->spot.decision);
    if (f->subject->sibling == NULL) {
        return;
    }
    const struct decision *there =
        decision != SIZE_MAX ? &f->subject->sibling->pack->decisions[decision] : NULL;
    const size_t same_way = there != NULL ? decision_outcome(there, way->id) : SIZE_MAX;
    const char *owner = same_way != SIZE_MAX ? owner_there(f, &there->outcomes[same_way]) : NULL;
    const struct outcome *answer =
        subject_sibling_answer(f->subject, f->spot.decision, f->spot.whole);
    if (owner == NULL) {
        buffer_add_text(out, "Nothing is said of an owner there.");
        return;
    }
    const bool other_way = answer != NULL && answer != &there->outcomes[same_way];
    if (strcmp(owner, pack->kinds.parties[key].id) == 0) {
        buffer_add_text(out, other_way ? "The same owner." : "The same answer.");
    } else {
        const size_t party = party_of(f->subject->sibling->pack, owner);
        buffer_addf(out, "The owner is another: \"%s\".",
                    party != SIZE_MAX ? f->subject->sibling->pack->kinds.parties[party].text
                                      : owner);
    }
    if (other_way) {
        buffer_addf(out, " But asked for the way itself, the answer is \"%s\".", answer->label);
    }
}

static const char *reason_for(const struct ownership *asked, const struct rule *rule)
{
    return asked->because != NULL ? asked->because : rule->because;
}

static void set_option(struct frame *f, size_t party, bool correct, const struct ownership *asked,
                       const struct rule *rule)
{
    const struct party *p = &f->subject->pack->kinds.parties[party];
    struct item_option *option = &f->item.options[party];
    const char *wrong = asked->not_because != NULL ? asked->not_because[party] : NULL;
    option->text = p->text;
    option->means = p->id;
    option->correct = correct;
    option->feedback = correct || wrong == NULL ? reason_for(asked, rule) : wrong;
}

static bool make_frame(const struct subject *subject, struct frame *f)
{
    const struct pack_kinds *words = &subject->pack->kinds;
    const struct ownership *asked = ownership_of(subject->pack, f->spot.goal);
    const size_t key = key_of(subject, f->spot.decision, f->spot.whole, f->spot.goal);
    const struct outcome *way = way_of(subject, f->spot.decision, f->spot.whole);
    const struct rule *rule =
        &subject->pack->decisions[f->spot.decision]
             .rules[table_row(subject->truth[f->spot.decision], f->spot.whole)];
    if (!item_options(&f->item, &f->arena, words->party_count) ||
        !frame_fill(f, &asked->ask, "{way}", way->label, &f->asks)) {
        return false;
    }
    f->story = true;
    f->item.goal = about_names[f->spot.goal];
    f->item.rule = rule->id;
    f->item.source = asked->source.count > 0 ? asked->source : rule->source;
    struct buffer here = {0}, there = {0};
    buffer_add_text(&here, reason_for(asked, rule));
    say_there(f, key, way, &there);
    bool made = frame_explain(f, &here, &there);
    for (size_t i = 0; made && i < words->party_count; i++) {
        set_option(f, i, i == key, asked, rule);
    }
    return made;
}

const struct kind kind_owner = {
    "owner", "who owns what afterwards", missing, list_spots, make_frame, judge};
