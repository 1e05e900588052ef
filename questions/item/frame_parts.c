/* Pieces of a frame that several kinds put in. */
#include <string.h>

#include "questions/item/feedback.h"
#include "questions/item/frame.h"
#include "questions/item/question.h"
#include "questions/item/scenario.h"
#include "questions/text/buffer.h"

const char *frame_keep(struct frame *frame, struct buffer *text)
{
    char *kept = text->failed ? NULL : arena_copy(&frame->arena, buffer_text(text), text->length);
    buffer_fini(text);
    return kept;
}

const char *frame_change(struct frame *frame, size_t fact, bool value)
{
    struct buffer text = {0};
    buffer_addf(&text, "%s=%s", frame->subject->pack->facts[fact].id, value ? "yes" : "no");
    return frame_keep(frame, &text);
}

size_t frame_read_change(const struct pack *pack, const char *text, bool *value)
{
    for (size_t i = 0; i < pack->fact_count; i++) {
        const size_t length = strlen(pack->facts[i].id);
        if (strncmp(text, pack->facts[i].id, length) == 0 && text[length] == '=') {
            *value = strcmp(text + length + 1, "yes") == 0;
            return *value || strcmp(text + length + 1, "no") == 0 ? i : SIZE_MAX;
        }
    }
    return SIZE_MAX;
}

const char *frame_sentence(struct frame *frame, const char *clause)
{
    struct buffer text = {0};
    scenario_sentence(&text, clause);
    return frame_keep(frame, &text);
}

uint32_t frame_told(const struct frame *frame, size_t telling)
{
    const struct pack *pack = frame->subject->pack;
    const struct partial told = scenario_told(pack, telling, frame->spot.whole);
    struct partial certain = told;
    (void)partial_close(&pack->possible, told, &certain);
    return certain.known;
}

const char *frame_grant_text(struct frame *frame, size_t fact)
{
    const struct fact *f = &frame->subject->pack->facts[fact];
    struct buffer text = {0};
    if (f->grant != NULL) {
        return f->grant;
    }
    buffer_addf(&text, "See to it that %s", fact_clause(f, true));
    return frame_keep(frame, &text);
}

uint32_t frame_belief_facts(const struct misconception *misconception)
{
    uint32_t facts = misconception->assume.known;
    for (size_t i = 0; i < misconception->rule_count; i++) {
        facts |= misconception->rules[i].when.known;
    }
    return facts;
}

void frame_add_belief(struct frame *frame, size_t misconception, struct item_option *option,
                      struct buffer *text)
{
    const struct misconception *m = &frame->subject->pack->misconceptions[misconception];
    if (option->misconceptions.count == 0) {
        buffer_add_text(text, text->length > 0 ? " " : "");
        buffer_add_text(text, "This choice fits the belief ");
        feedback_believes(m, text);
        buffer_addf(text, ". %s", m->correct);
    }
    text->failed = !item_add_text(&option->misconceptions, &frame->arena, m->id) || text->failed;
}

bool frame_fill(struct frame *frame, const struct texts *texts, const char *hole,
                const char *filling, struct texts *filled)
{
    *filled = (struct texts){arena_alloc(&frame->arena, texts->count, sizeof *filled->items), 0};
    for (size_t i = 0; filled->items != NULL && i < texts->count; i++) {
        const char *text = texts->items[i], *open = strstr(text, hole);
        struct buffer whole = {0};
        buffer_add(&whole, text, open != NULL ? (size_t)(open - text) : strlen(text));
        buffer_add_text(&whole, open != NULL ? filling : "");
        buffer_add_text(&whole, open != NULL ? open + strlen(hole) : "");
        filled->items[i] = frame_keep(frame, &whole);
        if (filled->items[i] == NULL) {
            return false;
        }
        filled->count++;
    }
    return filled->items != NULL;
}

bool frame_beliefs(struct frame *frame, const struct question *q, size_t option,
                   struct texts *beliefs)
{
    const struct pack *pack = frame->subject->pack;
    size_t *fitting = arena_alloc(&frame->arena, pack->misconception_count, sizeof *fitting);
    if (fitting == NULL) {
        return false;
    }
    const size_t count = feedback_beliefs(q, option, NULL, fitting);
    beliefs->items = arena_alloc(&frame->arena, count, sizeof *beliefs->items);
    if (beliefs->items == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        beliefs->items[i] = pack->misconceptions[fitting[i]].id;
    }
    beliefs->count = count;
    return true;
}

bool frame_outcome_feedback(struct frame *frame, const struct question *q, size_t option,
                            struct item_option *into)
{
    struct buffer text = {0}, belief = {0};
    feedback_option(q, option, &text);
    if (feedback_belief(q, option, "This answer", NULL, &belief)) {
        buffer_addf(&text, " %s", buffer_text(&belief));
    }
    text.failed = text.failed || belief.failed;
    buffer_fini(&belief);
    into->feedback = frame_keep(frame, &text);
    return into->feedback != NULL && frame_beliefs(frame, q, option, &into->misconceptions);
}

void frame_add_quoted(struct buffer *out, const char *text, size_t at, size_t count)
{
    buffer_addf(out, "%s\"%s\"", at == 0 ? "" : at + 1 < count ? ", " : " and ", text);
}

bool frame_explain(struct frame *frame, struct buffer *here, struct buffer *there)
{
    if (there->length > 0) {
        buffer_addf(here, " %s: %s", frame->subject->pack->sibling_label, buffer_text(there));
    }
    here->failed = here->failed || there->failed;
    buffer_fini(there);
    frame->item.explanation = frame_keep(frame, here);
    return frame->item.explanation != NULL;
}

bool frame_explanation(struct frame *frame, const struct question *q)
{
    struct buffer here = {0}, there = {0};
    feedback_why(q, &here);
    (void)feedback_sibling(q, &there);
    return frame_explain(frame, &here, &there);
}
