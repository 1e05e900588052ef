/* Losses come question by question; a kind of loss is counted once a question. */
#include "questions/commands/losses_print.h"

#include <string.h>

#include "engine/short_text.h"
#include "questions/text/buffer.h"

#define IDS_SHOWN 3

static bool same_kind(const struct loss *a, const struct loss *b)
{
    return a->kind == b->kind && strcmp(a->what, b->what) == 0;
}

static bool is_first(const struct losses *losses, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (same_kind(&losses->items[i], &losses->items[at])) {
            return false;
        }
    }
    return true;
}

static void add_kind(struct buffer *line, const struct losses *losses, size_t at)
{
    const struct loss *first = &losses->items[at];
    struct buffer ids = {0};
    const char *last = NULL;
    size_t count = 0;
    for (size_t i = at; i < losses->count; i++) {
        const struct loss *loss = &losses->items[i];
        if (same_kind(first, loss) && loss->item != last) {
            if (count < IDS_SHOWN) {
                buffer_addf(&ids, "%s%s", count > 0 ? ", " : "", short_text(loss->item).text);
            }
            last = loss->item;
            count++;
        }
    }
    buffer_addf(line, "%s: %zu question%s (%s%s)", first->what, count, count == 1 ? "" : "s",
                buffer_text(&ids), count > IDS_SHOWN ? ", ..." : "");
    buffer_fini(&ids);
}

void losses_print(struct context *context, const struct format *format, const struct losses *losses)
{
    for (size_t i = 0; i < losses->count; i++) {
        if (is_first(losses, i)) {
            struct buffer line = {0};
            buffer_addf(&line, "%s %s ", format->name,
                        losses->items[i].kind == LOSS_DROPPED ? "cannot carry" : "would change");
            add_kind(&line, losses, i);
            screen_put(&context->err, STYLE_PLAIN, buffer_text(&line));
            screen_gap(&context->err);
            buffer_fini(&line);
        }
    }
    if (losses->count == 0) {
        struct buffer line = {0};
        buffer_addf(&line, "%s carries all of it", format->name);
        screen_put(&context->err, STYLE_PLAIN, buffer_text(&line));
        screen_gap(&context->err);
        buffer_fini(&line);
    }
}
