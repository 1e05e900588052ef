/* What stands around the tables (pack_table_view.c): facts, impossible cases, beliefs, sources. */
#include "questions/item/pack_view.h"

#include <stdint.h>
#include <string.h>

#include "engine/pack.h"
#include "questions/item/source_view.h"
#include "questions/text/buffer.h"
#include "questions/text/screen.h"

#define COLUMNS_WIDE  60 /* narrower screens get no columns */
#define ID_COLUMN_MAX 28 /* ids are aligned up to this width; longer ones push their text aside */

/* The conditions of something as "owned, not shared". */
static void add_conditions(struct buffer *out, const struct pack *pack, struct partial when)
{
    const char *joint = "";
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((when.known & fact_bit(i)) != 0) {
            buffer_addf(out, "%s%s%s", joint, (when.value & fact_bit(i)) != 0 ? "" : "not ",
                        pack->facts[i].id);
            joint = ", ";
        }
    }
}

static void add_citations(struct buffer *out, const struct texts *source)
{
    for (size_t i = 0; i < source->count; i++) {
        buffer_addf(out, "%s%s", i == 0 ? " [" : ", ", source->items[i]);
    }
    buffer_add_text(out, source->count > 0 ? "]" : "");
}

static size_t column_for(size_t widest)
{
    return (widest < ID_COLUMN_MAX ? widest : ID_COLUMN_MAX) + 4;
}

/* ---- Facts ----------------------------------------------------------------------------------- */

void pack_view_entry(struct screen *screen, const char *id, size_t column, const char *text)
{
    struct buffer label = {0};
    buffer_addf(&label, "  %s", id);
    if (screen->width >= COLUMNS_WIDE && !screen->accessible) {
        screen_labelled_in(screen, STYLE_PLAIN, buffer_text(&label), column, text);
    } else {
        buffer_addf(&label, ": %s", text);
        screen_wrap(screen, STYLE_PLAIN, 0, 4, buffer_text(&label));
    }
    buffer_fini(&label);
}

/* The facts that the rows of a decision ask for, or of all. */
static uint32_t used_facts(const struct pack *pack, size_t decision)
{
    uint32_t used = decision == SIZE_MAX ? UINT32_MAX : 0;
    for (size_t i = 0; decision != SIZE_MAX && i < pack->decisions[decision].rule_count; i++) {
        used |= pack->decisions[decision].rules[i].when.known;
    }
    return used;
}

static void show_facts(struct screen *screen, const struct pack *pack, size_t decision)
{
    const uint32_t used = used_facts(pack, decision);
    size_t widest = 0;
    for (size_t i = 0; i < pack->fact_count; i++) {
        const size_t length = strlen(pack->facts[i].id);
        widest = (used & fact_bit(i)) != 0 && length > widest ? length : widest;
    }
    screen_gap(screen);
    screen_heading(screen, "Facts", NULL);
    for (size_t i = 0; i < pack->fact_count; i++) {
        const struct fact *fact = &pack->facts[i];
        struct buffer text = {0};
        if ((used & fact_bit(i)) != 0) {
            buffer_addf(&text, "%s (no: %s)", fact->yes.items[0], fact->no.items[0]);
            pack_view_entry(screen, fact->id, column_for(widest), buffer_text(&text));
        }
        buffer_fini(&text);
    }
}

static void show_impossible(struct screen *screen, const struct pack *pack)
{
    if (pack->impossible_count == 0) {
        return;
    }
    screen_gap(screen);
    screen_heading(screen, "Never together", NULL);
    for (size_t i = 0; i < pack->impossible_count; i++) {
        const struct impossible *combination = &pack->impossibles[i];
        struct buffer text = {0};
        add_conditions(&text, pack, combination->when);
        if (combination->because != NULL) {
            buffer_addf(&text, ": %s", combination->because);
        }
        add_citations(&text, &combination->source);
        screen_wrap(screen, STYLE_PLAIN, 2, 4, buffer_text(&text));
        buffer_fini(&text);
    }
}

/* ---- What learners believe, what is simply so ------------------------------------------------ */

static void show_misconceptions(struct screen *screen, const struct pack *pack, size_t decision)
{
    bool any = false;
    for (size_t i = 0; i < pack->misconception_count; i++) {
        const struct misconception *m = &pack->misconceptions[i];
        if (decision != SIZE_MAX && m->decision != decision) {
            continue;
        }
        if (!any) {
            screen_gap(screen);
            screen_heading(screen, "What learners get wrong", NULL);
        }
        any = true;
        struct buffer text = {0};
        buffer_addf(&text, "\"%s\" (%s, %s)", m->believes, m->id, pack->decisions[m->decision].id);
        screen_wrap(screen, STYLE_PLAIN, 2, 4, buffer_text(&text));
        buffer_fini(&text);
        buffer_addf(&text, "Right: %s", m->correct);
        screen_wrap(screen, STYLE_PLAIN, 4, 4, buffer_text(&text));
        buffer_fini(&text);
    }
}

static void show_statements(struct screen *screen, const struct pack *pack)
{
    if (pack->statement_count == 0) {
        return;
    }
    screen_gap(screen);
    screen_heading(screen, "What no fact decides", NULL);
    for (size_t i = 0; i < pack->statement_count; i++) {
        const struct statement *s = &pack->statements[i];
        struct buffer text = {0};
        screen_wrap(screen, STYLE_PLAIN, 2, 4, s->is_true.count > 0 ? s->is_true.items[0] : s->id);
        buffer_addf(&text, "%s (%s)", s->because, s->id);
        add_citations(&text, &s->source);
        screen_wrap(screen, STYLE_FAINT, 4, 4, buffer_text(&text));
        buffer_fini(&text);
    }
}

static void show_sources(struct screen *screen, const struct pack *pack)
{
    size_t widest = 0;
    for (size_t i = 0; i < pack->source_count; i++) {
        const size_t length = strlen(pack->sources[i].id);
        widest = length > widest ? length : widest;
    }
    const size_t column = column_for(widest);
    if (pack->source_count == 0) {
        return;
    }
    screen_gap(screen);
    screen_heading(screen, "Sources", NULL);
    for (size_t i = 0; i < pack->source_count; i++) {
        const struct source *source = &pack->sources[i];
        struct buffer text = {0};
        source_view_title(&text, source);
        pack_view_entry(screen, source->id, column, buffer_text(&text));
        source_view_address(screen, source, column);
        buffer_fini(&text);
    }
}

/* ---- All of it ------------------------------------------------------------------------------- */

static void show_head(struct screen *screen, const struct pack *pack)
{
    struct buffer text = {0};
    screen_heading(screen, pack->title, pack->id);
    if (pack->edition != NULL) {
        buffer_addf(&text, "Edition: %s", pack->edition);
        screen_wrap(screen, STYLE_PLAIN, 0, 2, buffer_text(&text));
        buffer_fini(&text);
    }
    if (pack->sibling_pack != NULL) {
        buffer_addf(&text, "Compared with: %s (%s)", pack->sibling_label, pack->sibling_pack);
        screen_wrap(screen, STYLE_PLAIN, 0, 2, buffer_text(&text));
        buffer_fini(&text);
    }
}

void pack_show(struct screen *screen, const struct pack *pack, size_t decision)
{
    show_head(screen, pack);
    show_facts(screen, pack, decision);
    if (decision == SIZE_MAX) {
        show_impossible(screen, pack);
    }
    for (size_t i = 0; i < pack->decision_count; i++) {
        if (decision == SIZE_MAX || i == decision) {
            screen_gap(screen);
            pack_show_decision(screen, pack, i, SIZE_MAX);
        }
    }
    show_misconceptions(screen, pack, decision);
    if (decision == SIZE_MAX) {
        show_statements(screen, pack);
        show_sources(screen, pack);
    }
}
