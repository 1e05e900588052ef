/* Addresses are not wrapped: a terminal finds its way around a long line, a broken link is dead. */
#include "questions/item/source_view.h"

#include <string.h>

#include "engine/pack.h"
#include "questions/text/buffer.h"
#include "questions/text/screen.h"

void source_view_title(struct buffer *out, const struct source *source)
{
    buffer_add_text(out, source->title);
    if (source->from != NULL && source->until != NULL) {
        buffer_addf(out, ", %s to %s", source->from, source->until);
    } else if (source->from != NULL) {
        buffer_addf(out, ", since %s", source->from);
    } else if (source->until != NULL) {
        buffer_addf(out, ", until %s", source->until);
    }
}

void source_view_address(struct screen *screen, const struct source *source, size_t column)
{
    const size_t indent = screen->accessible || screen->width < 60 ? 0 : column;
    if (source->url == NULL) {
        return;
    }
    for (size_t i = 0; i < indent; i++) {
        screen_put(screen, STYLE_PLAIN, " ");
    }
    screen_put(screen, STYLE_FAINT, source->url);
    screen_gap(screen);
}

static bool same_address(const struct source *a, const struct source *b)
{
    return a != NULL && b != NULL && a->url != NULL && b->url != NULL &&
           strcmp(a->url, b->url) == 0;
}

static const struct source *known_source(const struct pack *pack, const char *id)
{
    return pack != NULL ? pack_source(pack, id) : NULL;
}

void source_view_list(struct screen *screen, const struct pack *pack, const struct texts *sources,
                      const char *label, size_t column)
{
    for (size_t i = 0; i < sources->count; i++) {
        const struct source *source = known_source(pack, sources->items[i]);
        const struct source *next =
            i + 1 < sources->count ? known_source(pack, sources->items[i + 1]) : NULL;
        struct buffer text = {0};
        if (source == NULL) {
            buffer_add_text(&text, sources->items[i]);
        } else {
            source_view_title(&text, source);
            buffer_addf(&text, " [%s]", source->id);
        }
        screen_labelled(screen, label, column, buffer_text(&text));
        buffer_fini(&text);
        if (source != NULL && !same_address(source, next)) {
            source_view_address(screen, source, column);
        }
        label = "";
    }
}

void fact_view_question(struct buffer *out, const struct fact *fact)
{
    if (fact->ask != NULL) {
        buffer_add_text(out, fact->ask);
    } else {
        buffer_addf(out, "Is this so: %s?", fact->label);
    }
}
