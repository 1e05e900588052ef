/*
 * A decision drawn.  Columns: one for each fact that some row asks for, three letters wide, its
 * name hung above it like a flag from its pole, so that long names cost no width:
 *
 *         owned by you
 *         :   shared with you
 *         :   :   encrypted
 *      1  yes .   .    copy-image
 *         own. The AMI is yours ...
 */
#include <stdint.h>
#include <string.h>

#include "engine/pack.h"
#include "questions/item/pack_view.h"
#include "questions/text/buffer.h"
#include "questions/text/screen.h"

#define COLUMNS_MIN 60 /* narrower screens get a list */
#define FACT_WIDTH  4
#define INDENT      6 /* "  12  " */

/* What is needed to draw one decision. */
struct drawing {
    struct screen *screen;
    const struct pack *pack;
    const struct decision *decision;
    uint32_t used;       /* facts that a row asks for */
    size_t marked_row;   /* SIZE_MAX: none */
    size_t label_column; /* of the answers' list */
};

static size_t widest_outcome(const struct decision *d)
{
    size_t widest = 0;
    for (size_t i = 0; i < d->outcome_count; i++) {
        const size_t length = strlen(d->outcomes[i].id);
        widest = length > widest ? length : widest;
    }
    return widest;
}

/* Do the columns, and the longest answer behind them, stand in one line? */
static bool fits_columns(const struct drawing *g)
{
    const size_t wanted =
        INDENT + FACT_WIDTH * bits_count(g->used) + 1 + widest_outcome(g->decision);
    return !g->screen->accessible && g->screen->width >= COLUMNS_MIN && wanted <= g->screen->width;
}

static void put_end(struct screen *screen, enum screen_style style, struct buffer *line)
{
    screen_put(screen, style, buffer_text(line));
    screen_gap(screen);
    buffer_fini(line);
}

/* ---- Above the rows -------------------------------------------------------------------------- */

static void add_steps(struct buffer *text, const struct texts *steps)
{
    for (size_t i = 0; i < steps->count; i++) {
        buffer_addf(text, "%s%s", i == 0 ? "" : ", ", steps->items[i]);
    }
}

static void draw_answers(const struct drawing *g)
{
    for (size_t i = 0; i < g->decision->outcome_count; i++) {
        const struct outcome *outcome = &g->decision->outcomes[i];
        struct buffer text = {0};
        buffer_add_text(&text, outcome->label);
        if (outcome->steps.count > 0) {
            buffer_add_text(&text, ": ");
            add_steps(&text, &outcome->steps);
        }
        pack_view_entry(g->screen, outcome->id, g->label_column, buffer_text(&text));
        buffer_fini(&text);
    }
}

/* The names of the facts, each on a line of its own above its column. */
static void draw_flags(const struct drawing *g)
{
    size_t column = 0;
    for (size_t i = 0; i < g->pack->fact_count; i++) {
        if ((g->used & fact_bit(i)) == 0) {
            continue;
        }
        struct buffer line = {0};
        buffer_addf(&line, "%*s", INDENT, "");
        for (size_t k = 0; k < column; k++) {
            buffer_add_text(&line, ":   ");
        }
        buffer_add_text(&line, g->pack->facts[i].label);
        put_end(g->screen, STYLE_FAINT, &line);
        column++;
    }
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* Under a row: its name, its reason, what it rests on. */
static void draw_reason(const struct drawing *g, const struct rule *rule, size_t indent)
{
    struct buffer text = {0};
    buffer_addf(&text, "%s: %s", rule->id, rule->because);
    for (size_t i = 0; i < rule->source.count; i++) {
        buffer_addf(&text, "%s%s", i == 0 ? " [" : ", ", rule->source.items[i]);
    }
    buffer_add_text(&text, rule->source.count > 0 ? "]" : "");
    if (rule->certainty != CERTAINTY_DOCUMENTED) {
        buffer_addf(&text, " (%s)", certainty_name(rule->certainty));
    }
    for (size_t i = 0; i < g->decision->outcome_count; i++) {
        if ((rule->also >> i & 1) != 0) {
            buffer_addf(&text, " Also works: %s.", g->decision->outcomes[i].id);
        }
    }
    screen_wrap(g->screen, STYLE_PLAIN, indent, indent, buffer_text(&text));
    buffer_fini(&text);
}

static const char *cell(const struct rule *rule, size_t fact)
{
    if ((rule->when.known & fact_bit(fact)) == 0) {
        return ".   ";
    }
    return (rule->when.value & fact_bit(fact)) != 0 ? "yes " : "no  ";
}

static void draw_row_columns(const struct drawing *g, size_t row)
{
    const struct rule *rule = &g->decision->rules[row];
    struct buffer line = {0};
    buffer_addf(&line, "%4zu  ", row + 1);
    for (size_t i = 0; i < g->pack->fact_count; i++) {
        if ((g->used & fact_bit(i)) != 0) {
            buffer_add_text(&line, cell(rule, i));
        }
    }
    screen_put(g->screen, STYLE_PLAIN, buffer_text(&line));
    buffer_clear(&line);
    buffer_addf(&line, " %s", g->decision->outcomes[rule->then].id);
    put_end(g->screen, STYLE_STRONG, &line);
    draw_reason(g, rule, INDENT);
}

static void draw_row_list(const struct drawing *g, size_t row)
{
    const struct rule *rule = &g->decision->rules[row];
    struct buffer line = {0};
    buffer_addf(&line, "%zu. %s", row + 1, g->decision->outcomes[rule->then].id);
    screen_wrap(g->screen, STYLE_STRONG, 0, 3, buffer_text(&line));
    buffer_fini(&line);
    const char *joint = "if ";
    for (size_t i = 0; i < g->pack->fact_count; i++) {
        if ((rule->when.known & fact_bit(i)) != 0) {
            buffer_addf(&line, "%s%s", joint,
                        fact_clause(&g->pack->facts[i], (rule->when.value >> i & 1) != 0));
            joint = ", and ";
        }
    }
    if (rule->when.known == 0) {
        buffer_add_text(&line, "in every case that is left");
    }
    screen_wrap(g->screen, STYLE_PLAIN, 3, 3, buffer_text(&line));
    buffer_fini(&line);
    draw_reason(g, rule, 3);
}

static void draw_rows(const struct drawing *g)
{
    const bool columns = fits_columns(g);
    if (columns) {
        screen_gap(g->screen);
        draw_flags(g);
    }
    for (size_t i = 0; i < g->decision->rule_count; i++) {
        if (i > 0 || !columns) {
            screen_gap(g->screen);
        }
        if (i == g->marked_row) {
            screen_wrap(g->screen, STYLE_RIGHT, 0, 0, ">>> This row decides the case:");
        }
        (columns ? draw_row_columns : draw_row_list)(g, i);
    }
}

void pack_show_decision(struct screen *screen, const struct pack *pack, size_t decision,
                        size_t marked_row)
{
    struct drawing g = {.screen = screen,
                        .pack = pack,
                        .decision = &pack->decisions[decision],
                        .marked_row = marked_row};
    const struct decision *d = g.decision;
    for (size_t i = 0; i < d->rule_count; i++) {
        g.used |= d->rules[i].when.known;
    }
    g.label_column = widest_outcome(d) + 4;
    screen_heading(screen, d->id,
                   d->hit == HIT_FIRST ? "the first row that matches answers"
                                       : "only one row can match");
    screen_wrap(screen, STYLE_PLAIN, 0, 0, d->ask);
    screen_gap(screen);
    draw_answers(&g);
    draw_rows(&g);
}
