/* Pieces of a frame that several kinds put in. */
#include "questions/item/feedback.h"
#include "questions/item/frame.h"
#include "questions/item/question.h"
#include "questions/text/buffer.h"

const char *frame_keep(struct frame *frame, struct buffer *text)
{
    char *kept = text->failed ? NULL : arena_copy(&frame->arena, buffer_text(text), text->length);
    buffer_fini(text);
    return kept;
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

bool frame_explanation(struct frame *frame, const struct question *q)
{
    struct buffer text = {0}, there = {0};
    feedback_why(q, &text);
    if (feedback_sibling(q, &there)) {
        buffer_addf(&text, " %s: %s", frame->subject->pack->sibling_label, buffer_text(&there));
    }
    text.failed = text.failed || there.failed;
    buffer_fini(&there);
    frame->item.explanation = frame_keep(frame, &text);
    return frame->item.explanation != NULL;
}
