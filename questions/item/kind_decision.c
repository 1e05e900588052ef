/* The kind that simply asks a decision: which outcome does this case have? */
#include <string.h>

#include "questions/item/feedback.h"
#include "questions/item/frame.h"
#include "questions/item/kinds.h"
#include "questions/item/question.h"
#include "questions/item/scenario.h"
#include "questions/text/buffer.h"

static const char *missing(const struct subject *subject)
{
    for (size_t d = 0; d < subject->pack->decision_count; d++) {
        if (question_offered(&subject->pack->decisions[d]) >= 2) {
            return NULL;
        }
    }
    return "no decision has two outcomes that may be asked for";
}

static void list_spots(const struct subject *subject, struct spots *spots)
{
    for (size_t d = 0; d < subject->pack->decision_count; d++) {
        if (question_offered(&subject->pack->decisions[d]) < 2) {
            continue;
        }
        struct case_walk walk = case_walk_begin(&subject->pack->possible, (struct partial){0, 0});
        for (uint32_t whole; case_walk_next(&walk, &whole);) {
            if (subject_askable(subject, d, whole)) {
                const struct spot spot = {&kind_decision, d, whole,
                                          SIZE_MAX,       0, table_row(subject->truth[d], whole)};
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
    return outcome == table_outcome(subject->truth[claim->decision], whole) ? JUDGED_RIGHT
                                                                            : JUDGED_WRONG;
}

/* Everything about the options is what the drill would say of them. */
static bool fill(struct frame *frame, const struct question *q)
{
    struct item *item = &frame->item;
    const struct rule *rule = question_deciding_rule(q);
    if (!item_options(item, &frame->arena, q->option_count) || !frame_explanation(frame, q)) {
        return false;
    }
    item->rule = rule->id;
    item->source = rule->source;
    for (size_t i = 0; i < q->option_count; i++) {
        struct item_option *o = &item->options[i];
        o->text = q->options[i].text;
        o->outcome = q->options[i].id;
        o->correct = (q->key >> i & 1) != 0;
        frame->most_direct =
            frame->most_direct || (!o->correct && (rule->also >> q->options[i].outcome & 1) != 0);
        if (!frame_outcome_feedback(frame, q, i, o)) {
            return false;
        }
    }
    return true;
}

static bool make_frame(const struct subject *subject, struct frame *frame)
{
    const size_t decision = frame->spot.decision;
    size_t outcomes[QUESTION_OPTIONS];
    const size_t count = question_choose(subject, decision, frame->spot.whole, NULL, outcomes);
    struct question *q =
        question_decision(subject, decision, frame->spot.whole, SCENARIO_PLAIN, 0, outcomes, count);
    frame->keep_order = question_offered(&subject->pack->decisions[decision]) <= 2;
    frame->story = true;
    const bool made = q != NULL && fill(frame, q);
    question_free(q);
    return made;
}

const struct kind kind_decision = {
    NULL, "what a decision answers, by the id of each", missing, list_spots, make_frame, judge};
