/*
 * Which single fact, changed alone, would change the answer?  Every option is a fact as it would be
 * after the change.  One of them leads to another answer; with the others the answer stays, and so
 * does every step that it takes: a reader may call the same answer by other calls another way.
 */
#include <stdlib.h>
#include <string.h>

#include "questions/item/frame.h"
#include "questions/item/kinds.h"
#include "questions/item/question.h"
#include "questions/item/scenario.h"
#include "questions/text/buffer.h"

#define OPTION_LENGTH 40 /* bytes that the key is to come near, where a fact has several wordings */

/* What becomes of the answer when one fact changes. */
enum effect { EFFECT_NONE, EFFECT_SAME, EFFECT_OTHER };

static enum effect effect_of(const struct subject *s, size_t decision, uint32_t whole, size_t fact)
{
    const uint32_t changed = whole ^ fact_bit(fact);
    if (!subject_askable(s, decision, changed)) {
        return EFFECT_NONE;
    }
    const uint8_t now = table_outcome(s->truth[decision], whole);
    const uint8_t then = table_outcome(s->truth[decision], changed);
    const struct outcome *outcome = &s->pack->decisions[decision].outcomes[now];
    if (now != then) {
        return EFFECT_OTHER;
    }
    return outcome_steps(outcome, whole) == outcome_steps(outcome, changed) ? EFFECT_SAME
                                                                            : EFFECT_NONE;
}

static size_t count_effect(const struct subject *s, size_t decision, uint32_t whole,
                           enum effect effect)
{
    size_t count = 0;
    for (size_t fact = 0; fact < s->pack->fact_count; fact++) {
        count += effect_of(s, decision, whole, fact) == effect;
    }
    return count;
}

static const char *missing(const struct subject *subject)
{
    return subject->pack->fact_count < QUESTION_OPTIONS ? "it has fewer than four facts" : NULL;
}

static void list_spots(const struct subject *subject, struct spots *spots)
{
    for (size_t d = 0; d < subject->pack->decision_count; d++) {
        struct case_walk walk = case_walk_begin(&subject->pack->possible, (struct partial){0, 0});
        for (uint32_t whole; case_walk_next(&walk, &whole);) {
            if (!subject_askable(subject, d, whole) ||
                count_effect(subject, d, whole, EFFECT_SAME) < QUESTION_OPTIONS - 1) {
                continue;
            }
            for (size_t fact = 0; fact < subject->pack->fact_count; fact++) {
                if (effect_of(subject, d, whole, fact) == EFFECT_OTHER) {
                    const struct spot spot = {&kind_change, d, whole, fact, 0, (d << 8) + fact};
                    spots_add(spots, &spot);
                }
            }
        }
    }
}

static enum judgement judge(const struct subject *subject, const struct claim *claim,
                            uint32_t whole)
{
    bool value;
    const size_t fact = claim->means != NULL && claim->decision != SIZE_MAX
                            ? frame_read_change(subject->pack, claim->means, &value)
                            : SIZE_MAX;
    if (fact == SIZE_MAX || !subject_askable(subject, claim->decision, whole)) {
        return JUDGED_NOTHING;
    }
    if (((whole >> fact & 1) != 0) == value) {
        return JUDGED_WRONG; /* it is so already: nothing changes */
    }
    switch (effect_of(subject, claim->decision, whole, fact)) {
    case EFFECT_SAME:
        return JUDGED_WRONG;
    case EFFECT_OTHER:
        return JUDGED_RIGHT;
    case EFFECT_NONE:
        break;
    }
    return JUDGED_NOTHING;
}

/* Does somebody think that the fact changes the answer, because of this very misconception? */
static bool believes_change(const struct frame *f, size_t misconception, size_t fact)
{
    const struct table *belief = f->subject->beliefs[misconception];
    const struct misconception *m = &f->subject->pack->misconceptions[misconception];
    return m->decision == f->spot.decision && (frame_belief_facts(m) >> fact & 1) != 0 &&
           table_outcome(belief, f->spot.whole) !=
               table_outcome(belief, f->spot.whole ^ fact_bit(fact));
}

static size_t believers(const struct frame *f, size_t fact)
{
    size_t count = 0;
    for (size_t m = 0; m < f->subject->pack->misconception_count; m++) {
        count += believes_change(f, m, fact);
    }
    return count;
}

/*
 * The wording of a fact that comes nearest to a length, so that the length of an option tells
 * nothing: every wording of the pack says the same.
 */
static const char *wording(const struct fact *fact, bool value, size_t length)
{
    const struct texts *ways = value ? &fact->yes : &fact->no;
    const char *best = ways->items[0];
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < ways->count; i++) {
        const size_t size = strlen(ways->items[i]);
        const size_t distance = size > length ? size - length : length - size;
        if (distance < least) {
            best = ways->items[i];
            least = distance;
        }
    }
    return best;
}

static bool set_option(struct frame *f, size_t at, size_t fact, size_t length)
{
    const struct pack *pack = f->subject->pack;
    const size_t decision = f->spot.decision;
    const uint32_t changed = f->spot.whole ^ fact_bit(fact);
    const bool value = (changed & fact_bit(fact)) != 0;
    const struct rule *rule =
        &pack->decisions[decision].rules[table_row(f->subject->truth[decision], changed)];
    struct item_option *option = &f->item.options[at];
    struct buffer text = {0};
    option->text = frame_sentence(f, wording(&pack->facts[fact], value, length));
    option->means = frame_change(f, fact, value);
    option->correct = effect_of(f->subject, decision, f->spot.whole, fact) == EFFECT_OTHER;
    if (option->correct) {
        buffer_addf(&text, "Then the answer would be \"%s\". %s",
                    pack->decisions[decision].outcomes[rule->then].label, rule->because);
    } else {
        buffer_add_text(&text, "The answer would stay the same.");
        for (size_t m = 0; m < pack->misconception_count; m++) {
            if (believes_change(f, m, fact)) {
                frame_add_belief(f, m, option, &text);
            }
        }
    }
    option->feedback = frame_keep(f, &text);
    return option->text != NULL && option->means != NULL && option->feedback != NULL;
}

/* What the story says that says most of this case: nobody can change what was never told. */
static bool widest_story(const struct frame *f, uint32_t *told)
{
    const struct pack *pack = f->subject->pack;
    size_t *usable = calloc(pack->telling_count + 1, sizeof *usable);
    if (usable == NULL) {
        return false;
    }
    const size_t count = scenario_tellings(f->subject, f->spot.decision, f->spot.whole, usable);
    *told = 0;
    for (size_t i = 0; i < count; i++) {
        const uint32_t facts = usable[i] != SCENARIO_PLAIN ? frame_told(f, usable[i]) : 0;
        *told = bits_count(facts) > bits_count(*told) ? facts : *told;
    }
    free(usable);
    return true;
}

/* Of the facts that change nothing, one that is told, and of these the one most believed to matter. */
static size_t best_wrong(const struct frame *f, uint32_t taken, uint32_t told)
{
    size_t best = SIZE_MAX, most = 0;
    for (size_t fact = 0; fact < f->subject->pack->fact_count; fact++) {
        const size_t worth =
            (told >> fact & 1) * (PACK_MISCONCEPTIONS_MAX + 1) + believers(f, fact);
        if ((taken >> fact & 1) == 0 &&
            effect_of(f->subject, f->spot.decision, f->spot.whole, fact) == EFFECT_SAME &&
            (best == SIZE_MAX || worth > most)) {
            best = fact;
            most = worth;
        }
    }
    return best;
}

/* Would the sibling's answer be another in a case of ours?  One that is impossible there has none. */
static bool changes_there(const struct frame *f, const struct outcome *now, uint32_t changed)
{
    const struct outcome *then = subject_sibling_answer(f->subject, f->spot.decision, changed);
    return then != NULL && then != now;
}

/* Our changes that lead to another answer under the sibling's rules: "the AMI is public, or ...". */
static void add_changes(const struct frame *f, uint32_t facts, struct buffer *out)
{
    size_t left = bits_count(facts);
    buffer_add_text(out,
                    left > 1 ? "Any one of these would change it: " : "What would change it: ");
    for (size_t fact = 0; fact < f->subject->pack->fact_count; fact++) {
        if ((facts >> fact & 1) != 0) {
            const bool value = (f->spot.whole >> fact & 1) == 0;
            left--;
            buffer_addf(out, "%s%s", fact_clause(&f->subject->pack->facts[fact], value),
                        left > 1    ? ", "
                        : left == 1 ? ", or "
                                    : ".");
        }
    }
}

/* Which of the changes offered lead to another answer under the sibling's rules, by its own table. */
static void say_there(const struct frame *f, struct buffer *out)
{
    const struct subject *s = f->subject;
    const struct outcome *now = subject_sibling_answer(s, f->spot.decision, f->spot.whole);
    uint32_t changing = 0, offered = f->spoken_of;
    for (; now != NULL && offered != 0; offered &= offered - 1) {
        const uint32_t fact = offered & (~offered + 1);
        changing |= changes_there(f, now, f->spot.whole ^ fact) ? fact : 0;
    }
    if (s->sibling == NULL) {
        return;
    }
    if (now == NULL) {
        buffer_add_text(out, "Nothing is answered there that could change.");
    } else if (changing == fact_bit(f->spot.goal)) {
        buffer_add_text(out, "The same answer.");
    } else if (changing == 0) {
        buffer_addf(out, "The answer is \"%s\", and none of these changes it.", now->label);
    } else {
        buffer_addf(out, "The answer is \"%s\". ", now->label);
        add_changes(f, changing, out);
    }
}

static bool set_ask(struct frame *f)
{
    static const char *ways[] = {
        "Think of this question: \"{ask}\" Which one of these changes, and nothing else, would lead to "
        "another answer?",
        "\"{ask}\" Which one of these changes alone would change the answer to this question?"};
    const struct texts plain = {ways, sizeof ways / sizeof *ways};
    const struct pack *pack = f->subject->pack;
    if (pack->kinds.change != NULL && pack->kinds.change[f->spot.decision].count > 0) {
        f->asks = pack->kinds.change[f->spot.decision];
        return true;
    }
    return frame_fill(f, &plain, "{ask}", pack->decisions[f->spot.decision].ask, &f->asks);
}

static bool make_frame(const struct subject *subject, struct frame *f)
{
    const struct decision *d = &subject->pack->decisions[f->spot.decision];
    const struct rule *rule = &d->rules[table_row(subject->truth[f->spot.decision], f->spot.whole)];
    struct buffer here = {0}, there = {0};
    uint32_t taken = fact_bit(f->spot.goal), told = 0;
    buffer_addf(&here, "As it is, the answer is \"%s\". %s", d->outcomes[rule->then].label,
                rule->because);
    f->story = true;
    f->item.rule = rule->id;
    f->item.source = rule->source;
    f->item.goal = frame_change(f, f->spot.goal, (f->spot.whole >> f->spot.goal & 1) == 0);
    bool made = f->item.goal != NULL && set_ask(f) && widest_story(f, &told) &&
                item_options(&f->item, &f->arena, QUESTION_OPTIONS) &&
                set_option(f, 0, f->spot.goal, OPTION_LENGTH);
    for (size_t at = 1; made && at < QUESTION_OPTIONS; at++) {
        const size_t fact = best_wrong(f, taken, told);
        made = fact != SIZE_MAX; /* the spots leave out cases with too few */
        taken |= made ? fact_bit(fact) : 0;
        made = made && set_option(f, at, fact, strlen(f->item.options[0].text));
    }
    f->spoken_of = taken;
    if (made) {
        say_there(f, &there);
    }
    return frame_explain(f, &here, &there) && made;
}

const struct kind kind_change = {
    "change", "which fact alone would change the answer", missing, list_spots, make_frame, judge};
