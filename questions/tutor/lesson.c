/* See the header.  Nothing is remembered of lessons: a rule is new as long as it was never asked. */
#include "questions/tutor/lesson.h"

#include <stdlib.h>

#include "questions/item/scenario.h"
#include "questions/text/buffer.h"
#include "questions/tutor/memory.h"

static const struct rule *rule_of(const struct lesson *lesson)
{
    return &lesson->subject->pack->decisions[lesson->decision].rules[lesson->index];
}

/* Facts in rules that were asked before. */
static uint32_t facts_met(const struct memory *memory)
{
    const struct pack *pack = memory->subject->pack;
    uint32_t met = 0;
    for (size_t i = 0; i < memory->count; i++) {
        const struct memory_item *item = &memory->items[i];
        if (item->decision != SIZE_MAX && item->reviews > 0) {
            met |= pack->decisions[item->decision].rules[item->index].when.known;
        }
    }
    return met;
}

/* The plainest case of the row, the fewest facts being true; not the one that is asked, if possible. */
static uint32_t example_case(const struct lesson *lesson, uint32_t asked)
{
    const struct table *truth = lesson->subject->truth[lesson->decision];
    struct case_walk walk =
        case_walk_begin(&lesson->subject->pack->possible, rule_of(lesson)->when);
    uint32_t best = asked;
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        const bool plainer = best == asked || bits_count(whole) < bits_count(best);
        if (whole != asked && plainer && table_row(truth, whole) == lesson->index) {
            best = whole;
        }
    }
    return best;
}

/* Told in the first way that fits, with the same words whenever it is shown. */
static struct question *make_example(const struct lesson *lesson, uint32_t asked)
{
    const struct subject *subject = lesson->subject;
    const uint32_t whole = example_case(lesson, asked);
    size_t outcomes[QUESTION_OPTIONS];
    size_t *usable = calloc(subject->pack->telling_count + 1, sizeof *usable);
    if (usable == NULL) {
        return NULL;
    }
    (void)scenario_tellings(subject, lesson->decision, whole, usable);
    const size_t telling = usable[0];
    free(usable);
    const size_t count = question_choose(subject, lesson->decision, whole, NULL, outcomes);
    return question_decision(subject, lesson->decision, whole, telling, whole, outcomes, count);
}

bool lesson_of(struct session *session, const struct turn *turn, struct lesson *lesson)
{
    const struct memory *memory = session_memory(session);
    *lesson = (struct lesson){.decision = SIZE_MAX};
    if (!session_introduces(session) || memory == NULL || turn->remembered == SIZE_MAX ||
        memory->items[turn->remembered].reviews > 0) {
        return false;
    }
    const struct memory_item *item = &memory->items[turn->remembered];
    *lesson = (struct lesson){.subject = memory->subject,
                              .number = turn->remembered + 1,
                              .of = memory->count,
                              .decision = item->decision,
                              .index = item->index};
    if (item->decision != SIZE_MAX) {
        lesson->new_facts = rule_of(lesson)->when.known & ~facts_met(memory);
        lesson->in_order =
            item->index > 0 && memory->subject->pack->decisions[item->decision].hit == HIT_FIRST;
        lesson->example = make_example(lesson, turn->question->facts);
    }
    return true;
}

void lesson_fini(struct lesson *lesson)
{
    question_free(lesson->example);
    *lesson = (struct lesson){0};
}

const char *lesson_outcome(const struct lesson *lesson)
{
    const struct decision *d = &lesson->subject->pack->decisions[lesson->decision];
    return d->outcomes[d->rules[lesson->index].then].label;
}

void lesson_row(const struct lesson *lesson, struct buffer *out)
{
    const struct pack *pack = lesson->subject->pack;
    const struct partial when = rule_of(lesson)->when;
    const char *before = "Where ";
    if (lesson->in_order) {
        buffer_add_text(out, "Where no rule before it fits");
        before = ", and ";
    }
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((when.known & fact_bit(i)) != 0) {
            const struct fact *fact = &pack->facts[i];
            const bool yes = (when.value & fact_bit(i)) != 0;
            buffer_addf(out, "%s%s", before, yes ? fact->yes.items[0] : fact->no.items[0]);
            before = ", and ";
        }
    }
    buffer_addf(out, "%s: %s.", out->length == 0 ? "Always" : "", lesson_outcome(lesson));
}
