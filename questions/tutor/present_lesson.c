/* One paragraph a thought: what is new, the rule, why, an example. */
#include "questions/tutor/present_lesson.h"

#include "questions/item/scenario.h"
#include "questions/text/buffer.h"
#include "questions/text/screen.h"
#include "questions/tutor/lesson.h"

#define LABEL_COLUMN 9

static void paragraph(struct screen *screen, const char *label, struct buffer *text)
{
    screen_labelled(screen, label, LABEL_COLUMN, buffer_text(text));
    buffer_clear(text);
}

/* What a fact asks, which says what it covers, and the words that rules have for either answer. */
static void add_fact(const struct fact *fact, struct buffer *text)
{
    if (fact->ask != NULL) {
        buffer_addf(text, "%s: %s If so, \"%s\"; if not, \"%s\".", fact->label, fact->ask,
                    fact->yes.items[0], fact->no.items[0]);
    } else {
        buffer_addf(text, "%s: either %s, or %s.", fact->label, fact->yes.items[0],
                    fact->no.items[0]);
    }
}

void present_lesson_facts(struct screen *screen, const struct lesson *lesson, uint32_t facts)
{
    const struct pack *pack = lesson->subject->pack;
    struct buffer text = {0};
    for (size_t i = 0; i < pack->fact_count; i++) {
        const struct fact *fact = &pack->facts[i];
        if ((facts & fact_bit(i)) != 0) {
            add_fact(fact, &text);
            paragraph(screen, "New", &text);
        }
    }
    buffer_fini(&text);
}

static void present_row(struct screen *screen, const struct lesson *lesson, struct buffer *text)
{
    const struct decision *d = &lesson->subject->pack->decisions[lesson->decision];
    const struct rule *rule = &d->rules[lesson->index];
    lesson_row(lesson, text);
    paragraph(screen, "Rule", text);
    buffer_addf(text, "%s (row: %s)", rule->because, rule->id);
    paragraph(screen, "Why", text);
    if (lesson->example != NULL && lesson->example->story[0] != '\0') {
        buffer_add_text(text, lesson->example->story);
        paragraph(screen, "Example", text);
        buffer_addf(text, "%s.", lesson_outcome(lesson));
        paragraph(screen, "Answer", text);
    }
}

static void present_statement(struct screen *screen, const struct lesson *lesson,
                              struct buffer *text)
{
    const struct statement *s = &lesson->subject->pack->statements[lesson->index];
    if (s->is_true.count > 0) {
        scenario_sentence(text, s->is_true.items[0]);
        paragraph(screen, "True", text);
    }
    if (s->is_false.count > 0) {
        scenario_sentence(text, s->is_false.items[0]);
        paragraph(screen, "False", text);
    }
    if (s->because != NULL) {
        scenario_sentence(text, s->because);
        paragraph(screen, "Why", text);
    }
}

void present_lesson_heading(struct screen *screen, const struct lesson *lesson)
{
    struct buffer text = {0};
    buffer_addf(&text, "Rule %zu of %zu", lesson->number, lesson->of);
    screen_gap(screen);
    screen_heading(screen, buffer_text(&text), NULL);
    screen_gap(screen);
    buffer_clear(&text);
    if (lesson->decision != SIZE_MAX) {
        screen_wrap(screen, STYLE_PLAIN, 0, 0,
                    lesson->subject->pack->decisions[lesson->decision].ask);
        screen_gap(screen);
    }
    buffer_fini(&text);
}

void present_lesson_rule(struct screen *screen, const struct lesson *lesson)
{
    struct buffer text = {0};
    if (lesson->decision != SIZE_MAX) {
        present_row(screen, lesson, &text);
    } else {
        present_statement(screen, lesson, &text);
    }
    buffer_fini(&text);
}
