/*
 * What is the least that the owner must grant, so that an outcome becomes the answer?  The key is the
 * one smallest set of grants that leads there, one fact or two.  A wrong option is a grant that is not
 * in it (what somebody with a misconception would grant, first), or one of the pack's decoys; a grant
 * that would reach the goal as well is no option at all.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/item/frame.h"
#include "questions/item/kinds.h"
#include "questions/item/owner_acts.h"
#include "questions/text/buffer.h"

#define OPTIONS_ONE 4 /* where one grant is the key */
#define OPTIONS_TWO 5 /* where two are */

static const char *missing(const struct subject *subject)
{
    const struct pack *pack = subject->pack;
    if (pack->kinds.goal_count == 0) {
        return "its \"kinds\" name no goals to grant for";
    }
    const size_t grants = bits_count(owner_facts(pack)) + pack->kinds.decoy_count;
    return grants < OPTIONS_TWO ? "too few facts are under the owner's control" : NULL;
}

/* Does granting this, alone or with one more, reach the goal, although it is not in the key? */
static bool also_reaches(const struct subject *s, const struct goal *goal, uint32_t whole,
                         uint32_t key, size_t fact)
{
    const struct table *truth = s->truth[goal->decision];
    const uint32_t owners = owner_facts(s->pack);
    uint32_t after;
    for (size_t other = 0; other < s->pack->fact_count; other++) {
        const uint32_t both = fact_bit(fact) | fact_bit(other);
        const bool counts = other == fact || (bits_count(key) == 2 && (owners >> other & 1) != 0);
        if (counts && owner_act(s->pack, whole, both, true, &after) &&
            table_outcome(truth, after) == goal->outcome) {
            return true;
        }
    }
    return false;
}

static bool key_of(const struct subject *s, const struct goal *goal, uint32_t whole, uint32_t *key)
{
    return subject_askable(s, goal->decision, whole) &&
           owner_least_grant(s->pack, s->truth[goal->decision], whole, goal->outcome, key);
}

static bool may_be_wrong(const struct subject *s, const struct goal *goal, uint32_t whole,
                         uint32_t key, size_t fact)
{
    return (owner_facts(s->pack) >> fact & 1) != 0 && (key >> fact & 1) == 0 &&
           ((whole >> fact & 1) != 0 || !also_reaches(s, goal, whole, key, fact));
}

static size_t wrong_grants(const struct subject *s, const struct goal *goal, uint32_t whole,
                           uint32_t key)
{
    size_t count = 0;
    for (size_t fact = 0; fact < s->pack->fact_count; fact++) {
        count += may_be_wrong(s, goal, whole, key, fact);
    }
    return count;
}

static size_t option_count(uint32_t key)
{
    return bits_count(key) == 1 ? OPTIONS_ONE : OPTIONS_TWO;
}

static void list_spots(const struct subject *subject, struct spots *spots)
{
    const struct pack_kinds *words = &subject->pack->kinds;
    for (size_t g = 0; g < words->goal_count; g++) {
        struct case_walk walk = case_walk_begin(&subject->pack->possible, (struct partial){0, 0});
        for (uint32_t whole, key; case_walk_next(&walk, &whole);) {
            if (key_of(subject, &words->goals[g], whole, &key) &&
                wrong_grants(subject, &words->goals[g], whole, key) + words->decoy_count +
                        bits_count(key) >=
                    option_count(key)) {
                const struct spot spot = {&kind_grant, words->goals[g].decision,    whole, g,
                                          0,           (g << CASES_FACTS_MAX) | key};
                spots_add(spots, &spot);
            }
        }
    }
}

/* ---- The judge ------------------------------------------------------------------------------- */

static const struct goal *goal_of(const struct subject *s, const struct claim *claim)
{
    const struct pack_kinds *words = &s->pack->kinds;
    for (size_t g = 0; claim->goal != NULL && g < words->goal_count; g++) {
        const struct decision *d = &s->pack->decisions[words->goals[g].decision];
        if (words->goals[g].decision == claim->decision &&
            strcmp(d->outcomes[words->goals[g].outcome].id, claim->goal) == 0) {
            return &words->goals[g];
        }
    }
    return NULL;
}

static bool is_decoy(const struct pack *pack, const char *means)
{
    bool found = false;
    for (size_t i = 0; i < pack->kinds.decoy_count; i++) {
        found = found || (strncmp(means, "decoy:", 6) == 0 &&
                          strcmp(means + 6, pack->kinds.decoys[i].id) == 0);
    }
    return found;
}

static enum judgement judge(const struct subject *subject, const struct claim *claim,
                            uint32_t whole)
{
    const struct goal *goal = goal_of(subject, claim);
    uint32_t key;
    bool value;
    if (goal == NULL || claim->means == NULL || !key_of(subject, goal, whole, &key)) {
        return JUDGED_NOTHING;
    }
    if (is_decoy(subject->pack, claim->means)) {
        return JUDGED_WRONG;
    }
    const size_t fact = frame_read_change(subject->pack, claim->means, &value);
    if (fact == SIZE_MAX || !value) {
        return JUDGED_NOTHING;
    }
    if ((key >> fact & 1) != 0) {
        return JUDGED_RIGHT;
    }
    return may_be_wrong(subject, goal, whole, key, fact) ? JUDGED_WRONG : JUDGED_NOTHING;
}

/* ---- Options --------------------------------------------------------------------------------- */

static void add_beliefs(struct frame *f, const struct goal *goal, size_t fact,
                        struct item_option *option, struct buffer *text)
{
    const struct pack *pack = f->subject->pack;
    for (size_t m = 0; m < pack->misconception_count; m++) {
        uint32_t set;
        if (pack->misconceptions[m].decision == goal->decision &&
            owner_least_grant(pack, f->subject->beliefs[m], f->spot.whole, goal->outcome, &set) &&
            (set >> fact & 1) != 0) {
            frame_add_belief(f, m, option, text);
        }
    }
}

/* What is said of a grant that is not needed. */
static void say_why_wrong(const struct frame *f, size_t fact, struct buffer *text)
{
    const struct pack *pack = f->subject->pack;
    const uint32_t whole = f->spot.whole;
    const uint32_t open = owner_facts(pack) & ~whole & ~fact_bit(fact);
    uint32_t after;
    if ((whole >> fact & 1) != 0) {
        buffer_addf(text, "This is granted already: %s.", fact_clause(&pack->facts[fact], true));
        return;
    }
    if (!owner_act(pack, whole, fact_bit(fact), true, &after)) {
        size_t *which = calloc(pack->impossible_count + 1, sizeof *which);
        /* What else the owner could grant with it is left open: it is not the reason. */
        const struct partial wanted = {facts_mask(pack->fact_count) & ~open,
                                       whole | fact_bit(fact)};
        text->failed = text->failed || which == NULL;
        const char *because = which != NULL && pack_impossible(pack, wanted, which) > 0
                                  ? pack->impossibles[which[0]].because
                                  : NULL;
        buffer_addf(text, "This cannot be done here.%s%s", because != NULL ? " " : "",
                    because != NULL ? because : "");
        free(which);
        return;
    }
    buffer_add_text(text, "This is not needed here.");
}

/* What is said of a grant that is needed: why the goal fails without it, in the case `without`. */
static void say_why_needed(const struct frame *f, const struct goal *goal, uint32_t without,
                           struct buffer *text)
{
    const uint16_t row = table_row(f->subject->truth[goal->decision], without);
    buffer_add_text(text, "This is needed.");
    if (row < TABLE_CLASH) {
        const struct rule *rule = &f->subject->pack->decisions[goal->decision].rules[row];
        const char *why_not = rule_not_because(rule, goal->outcome);
        buffer_addf(text, "%s %s",
                    why_not != NULL ? "" : " Without it the case is a different one.",
                    why_not != NULL ? why_not : rule->because);
    }
}

static bool set_grant(struct frame *f, const struct goal *goal, size_t at, size_t fact,
                      uint32_t key)
{
    struct item_option *option = &f->item.options[at];
    struct buffer text = {0};
    option->text = frame_grant_text(f, fact);
    option->means = frame_change(f, fact, true);
    option->correct = (key >> fact & 1) != 0;
    if (option->correct) {
        say_why_needed(f, goal, f->spot.whole | (key & ~fact_bit(fact)), &text);
    } else {
        say_why_wrong(f, fact, &text);
        add_beliefs(f, goal, fact, option, &text);
    }
    option->feedback = frame_keep(f, &text);
    return option->text != NULL && option->means != NULL && option->feedback != NULL;
}

static bool set_decoy(struct frame *f, size_t at, const struct decoy *decoy)
{
    struct item_option *option = &f->item.options[at];
    struct buffer means = {0};
    buffer_addf(&means, "decoy:%s", decoy->id);
    option->text = decoy->text;
    option->feedback = decoy->because;
    option->means = frame_keep(f, &means);
    return option->means != NULL;
}

/* ---- What the sibling says ------------------------------------------------------------------- */

/* "Let the account ..." and "...", as the sibling calls the grants. */
static void add_grants(const struct pack *pack, uint32_t facts, struct buffer *out)
{
    size_t at = 0;
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((facts >> i & 1) != 0) {
            const struct fact *fact = &pack->facts[i];
            frame_add_quoted(out, fact->grant != NULL ? fact->grant : fact_clause(fact, true), at++,
                             bits_count(facts));
        }
    }
}

/* No one smallest set of grants leads to the outcome there: what comes of those that do so here. */
static void say_granted_there(const struct subject *there, size_t decision, size_t outcome,
                              uint32_t granted, struct buffer *out)
{
    const uint16_t row = case_set_has(&there->pack->possible, granted)
                             ? table_row(there->truth[decision], granted)
                             : TABLE_CLASH;
    if (row >= TABLE_CLASH) {
        buffer_add_text(out, "These grants cannot be made there.");
        return;
    }
    const struct decision *d = &there->pack->decisions[decision];
    const struct rule *rule = &d->rules[row];
    if (rule->then == outcome) {
        buffer_add_text(out, "The same grants are enough, but they are not the only ones.");
    } else if ((rule->also >> outcome & 1) != 0) {
        buffer_addf(out, "The same grants are enough, but then this is more direct: \"%s\".",
                    d->outcomes[rule->then].label);
    } else {
        buffer_addf(out, "With the same grants the answer is \"%s\". %s",
                    d->outcomes[rule->then].label, rule->because);
    }
}

/* The least that must be granted under the sibling's rules, by its own table. */
static void say_least_there(const struct subject *there, size_t decision, size_t outcome,
                            uint32_t whole, uint32_t key, struct buffer *out)
{
    const struct table *truth = there->truth[decision];
    const struct rule *rules = there->pack->decisions[decision].rules;
    uint32_t least;
    if (table_outcome(truth, whole) == outcome) {
        buffer_addf(out, "Nothing more need be granted. %s",
                    rules[table_row(truth, whole)].because);
    } else if (!owner_least_grant(there->pack, truth, whole, outcome, &least)) {
        say_granted_there(there, decision, outcome, whole | key, out);
    } else if (least == key) {
        buffer_add_text(out, "The same answer.");
    } else {
        buffer_add_text(out, "What is needed is ");
        add_grants(there->pack, least, out);
        buffer_addf(out, ". %s", rules[table_row(truth, whole | least)].because);
    }
}

static void say_there(const struct frame *f, const struct goal *goal, uint32_t key,
                      struct buffer *out)
{
    const struct subject *s = f->subject;
    const char *id = s->pack->decisions[goal->decision].outcomes[goal->outcome].id;
    const size_t decision = subject_sibling_decision(s, goal->decision);
    if (s->sibling == NULL) {
        return;
    }
    const size_t outcome = decision != SIZE_MAX
                               ? decision_outcome(&s->sibling->pack->decisions[decision], id)
                               : SIZE_MAX;
    const uint32_t whole = subject_sibling_case(s, f->spot.whole);
    if (outcome == SIZE_MAX) {
        buffer_add_text(out, "Nobody asks for this there.");
    } else if (!case_set_has(&s->sibling->pack->possible, whole)) {
        buffer_add_text(out, "Such a case cannot be there.");
    } else {
        say_least_there(s->sibling, decision, outcome, whole, subject_sibling_case(s, key), out);
    }
}

/* ---- Which options --------------------------------------------------------------------------- */

/* How good a wrong option a grant makes: what a belief would grant, then what could be granted; 1: bad. */
static size_t worth(const struct subject *s, const struct goal *goal, uint32_t whole, size_t fact)
{
    size_t beliefs = 0;
    uint32_t after, set;
    for (size_t m = 0; m < s->pack->misconception_count; m++) {
        beliefs += s->pack->misconceptions[m].decision == goal->decision &&
                   owner_least_grant(s->pack, s->beliefs[m], whole, goal->outcome, &set) &&
                   (set >> fact & 1) != 0;
    }
    /* What is granted already, or cannot be, tempts only those whose belief asks for it. */
    const bool open =
        (whole >> fact & 1) == 0 && owner_act(s->pack, whole, fact_bit(fact), true, &after);
    return 3 * beliefs + (open ? 2 : 1);
}

/* The best wrong grant that is not among the options yet, if it is worth more than `least`. */
static size_t best_wrong(const struct frame *f, const struct goal *goal, uint32_t key,
                         uint32_t taken, size_t least)
{
    size_t best = SIZE_MAX, most = least;
    for (size_t fact = 0; fact < f->subject->pack->fact_count; fact++) {
        if ((taken >> fact & 1) == 0 && may_be_wrong(f->subject, goal, f->spot.whole, key, fact) &&
            worth(f->subject, goal, f->spot.whole, fact) > most) {
            most = worth(f->subject, goal, f->spot.whole, fact);
            best = fact;
        }
    }
    return best;
}

/* Wrong options from `at` on: grants by their worth, then decoys, another one first in each case. */
static bool set_wrong(struct frame *f, const struct goal *goal, size_t at, uint32_t key)
{
    const struct pack_kinds *words = &f->subject->pack->kinds;
    const size_t first = words->decoy_count > 0 ? f->spot.whole % words->decoy_count : 0;
    uint32_t taken = key;
    size_t decoys = 0;
    for (; at < f->item.option_count; at++) {
        const bool decoy_left = decoys < words->decoy_count;
        const size_t fact = best_wrong(f, goal, key, taken, decoy_left ? 1 : 0);
        bool set = false; /* the spots leave out cases with too few wrong options */
        if (fact != SIZE_MAX) {
            taken |= fact_bit(fact);
            set = set_grant(f, goal, at, fact, key);
        } else if (decoy_left) {
            set = set_decoy(f, at, &words->decoys[(first + decoys++) % words->decoy_count]);
        }
        if (!set) {
            return false;
        }
    }
    return true;
}

static bool make_frame(const struct subject *subject, struct frame *f)
{
    const struct goal *goal = &subject->pack->kinds.goals[f->spot.goal];
    const struct decision *decision = &subject->pack->decisions[goal->decision];
    struct buffer granted = {0}, there = {0};
    uint32_t key = 0;
    if (!key_of(subject, goal, f->spot.whole, &key) ||
        !item_options(&f->item, &f->arena, option_count(key))) {
        return false;
    }
    f->story = true;
    f->asks = goal->ask;
    f->item.goal = decision->outcomes[goal->outcome].id;
    const struct rule *rule =
        &decision->rules[table_row(subject->truth[goal->decision], f->spot.whole | key)];
    f->item.rule = rule->id;
    f->item.source = rule->source;
    buffer_addf(&granted, "With %s granted, it can be done. %s",
                bits_count(key) == 1 ? "that" : "both", rule->because);
    say_there(f, goal, key, &there);
    const bool explained = frame_explain(f, &granted, &there);
    size_t at = 0;
    for (size_t fact = 0; fact < subject->pack->fact_count; fact++) {
        if ((key >> fact & 1) != 0 && !set_grant(f, goal, at++, fact, key)) {
            return false;
        }
    }
    return explained && set_wrong(f, goal, at, key);
}

const struct kind kind_grant = {
    "grant", "the least that the owner must grant", missing, list_spots, make_frame, judge};
