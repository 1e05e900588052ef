/* The row that decides, the rows before it, the rows that do not. */
#include "questions/commands/explain_view.h"

#include <assert.h>
#include <string.h>

#include "engine/pack.h"
#include "questions/item/pack_view.h"
#include "questions/item/subject.h"
#include "questions/text/json_out.h"

static const struct pack *pack_of(const struct explanation *e)
{
    return e->answer.subject->pack;
}

static const struct decision *decision_of(const struct explanation *e)
{
    return &pack_of(e)->decisions[e->decision];
}

enum status explain_status(const struct explanation *e)
{
    return e->change_to != SIZE_MAX && e->changes.count == 0 ? STATUS_NO : STATUS_DONE;
}

/* Rows that were tried before: none in a table in which only one may match. */
static size_t rows_before(const struct explanation *e)
{
    return decision_of(e)->hit == HIT_FIRST ? e->answer.own.rule : 0;
}

/* ---- JSON ------------------------------------------------------------------------------------ */

/* [{"fact":...,"value":...}]: the conditions of a row, those whose bits are in `which`. */
static void conditions_json(struct json_out *j, const char *key, const struct pack *pack,
                            struct partial when, uint32_t which)
{
    json_key(j, key);
    json_array_begin(j);
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((when.known & which & fact_bit(i)) != 0) {
            json_object_begin(j);
            json_member_string(j, "fact", pack->facts[i].id);
            json_member_bool(j, "value", (when.value & fact_bit(i)) != 0);
            json_object_end(j);
        }
    }
    json_array_end(j);
}

static void skipped_json(struct json_out *j, const struct explanation *e)
{
    const struct decision *d = decision_of(e);
    json_key(j, "skipped");
    json_array_begin(j);
    for (size_t i = 0; i < rows_before(e); i++) {
        const size_t fact = explain_first_failing(&d->rules[i], e->whole);
        assert(fact != SIZE_MAX); /* it was passed over */
        json_object_begin(j);
        json_member_string(j, "rule", d->rules[i].id);
        json_member_string(j, "fact", pack_of(e)->facts[fact].id);
        json_object_end(j);
    }
    json_array_end(j);
}

static void why_not_json(struct json_out *j, const struct explanation *e)
{
    const struct decision *d = decision_of(e);
    const struct why_not *w = &e->why_not;
    static const struct rule no_rule = {.id = NULL};
    json_key(j, "why_not");
    if (e->why_not_outcome == SIZE_MAX) {
        json_null(j);
        return;
    }
    const struct rule *row = w->rule == SIZE_MAX ? &no_rule : &d->rules[w->rule];
    const bool taken = w->taken_by != SIZE_MAX;
    json_object_begin(j);
    json_member_string(j, "rule", taken ? d->rules[w->taken_by].id : row->id);
    conditions_json(j, "failing", pack_of(e), row->when, w->failing);
    json_member_string(j, "outcome", d->outcomes[e->why_not_outcome].id);
    json_object_end(j);
}

static void changes_json(struct json_out *j, const struct explanation *e)
{
    json_key(j, "changes");
    if (e->change_to == SIZE_MAX) {
        json_null(j);
        return;
    }
    json_array_begin(j);
    for (size_t i = 0; i < e->changes.count; i++) {
        const uint32_t set = e->changes.sets[i];
        json_object_begin(j);
        for (size_t f = 0; f < pack_of(e)->fact_count; f++) {
            if ((set & fact_bit(f)) != 0) {
                json_member_bool(j, pack_of(e)->facts[f].id, (e->whole & fact_bit(f)) == 0);
            }
        }
        json_object_end(j);
    }
    json_array_end(j);
}

void explain_json(struct buffer *out, const struct explanation *e)
{
    struct json_out j = {.out = out};
    json_object_begin(&j);
    answer_json_members(&j, &e->answer);
    conditions_json(&j, "conditions", pack_of(e), decision_of(e)->rules[e->answer.own.rule].when,
                    UINT32_MAX);
    skipped_json(&j, e);
    why_not_json(&j, e);
    changes_json(&j, e);
    answer_json_sibling(&j, &e->answer);
    json_object_end(&j);
}

/* ---- Text ------------------------------------------------------------------------------------ */

/* A short list under a heading: "row-name  clause". */
static size_t widest_row(const struct decision *d, size_t rows)
{
    size_t widest = 0;
    for (size_t i = 0; i < rows; i++) {
        const size_t columns = screen_columns(d->rules[i].id, strlen(d->rules[i].id));
        widest = columns > widest ? columns : widest;
    }
    return widest;
}

static void print_row(struct screen *screen, const struct explanation *e)
{
    const struct rule *rule = &decision_of(e)->rules[e->answer.own.rule];
    struct buffer text = {0};
    screen_gap(screen);
    if (rule->when.known == 0) {
        buffer_addf(&text, "The row \"%s\" asks for nothing: it takes what no earlier row takes.",
                    rule->id);
        screen_wrap(screen, STYLE_STRONG, 0, 0, buffer_text(&text));
        buffer_fini(&text);
        return;
    }
    buffer_addf(&text, "The row \"%s\" matches, because", rule->id);
    screen_wrap(screen, STYLE_STRONG, 0, 0, buffer_text(&text));
    buffer_fini(&text);
    for (size_t i = 0; i < pack_of(e)->fact_count; i++) {
        if ((rule->when.known & fact_bit(i)) != 0) {
            buffer_addf(&text, "- %s",
                        fact_clause(&pack_of(e)->facts[i], (e->whole >> i & 1) != 0));
            screen_wrap(screen, STYLE_PLAIN, 2, 4, buffer_text(&text));
            buffer_fini(&text);
        }
    }
}

static void print_skipped(struct screen *screen, const struct explanation *e)
{
    const struct decision *d = decision_of(e);
    const size_t rows = rows_before(e);
    const size_t column = widest_row(d, rows) + 4;
    if (rows == 0) {
        return;
    }
    screen_gap(screen);
    screen_heading(screen, "Earlier rows do not match", NULL);
    for (size_t i = 0; i < rows; i++) {
        const size_t fact = explain_first_failing(&d->rules[i], e->whole);
        assert(fact != SIZE_MAX); /* it was passed over */
        struct buffer label = {0};
        buffer_addf(&label, "  %s", d->rules[i].id);
        screen_labelled_in(screen, STYLE_PLAIN, buffer_text(&label), column,
                           fact_clause(&pack_of(e)->facts[fact], (e->whole >> fact & 1) != 0));
        buffer_fini(&label);
    }
}

/* What the deciding row itself says about that outcome; NULL: nothing. */
static void print_failing(struct screen *screen, const struct explanation *e)
{
    const struct rule *row = &decision_of(e)->rules[e->why_not.rule];
    struct buffer text = {0};
    buffer_addf(&text, "Nearest to it is the row \"%s\", but", row->id);
    screen_wrap(screen, STYLE_PLAIN, 2, 2, buffer_text(&text));
    buffer_fini(&text);
    for (size_t i = 0; i < pack_of(e)->fact_count; i++) {
        if ((e->why_not.failing & fact_bit(i)) != 0) {
            buffer_addf(&text, "- %s",
                        fact_clause(&pack_of(e)->facts[i], (e->whole >> i & 1) != 0));
            screen_wrap(screen, STYLE_PLAIN, 2, 4, buffer_text(&text));
            buffer_fini(&text);
        }
    }
}

static void print_why_not(struct screen *screen, const struct explanation *e)
{
    const struct decision *d = decision_of(e);
    struct buffer text = {0};
    buffer_addf(&text, "Why not: %s", d->outcomes[e->why_not_outcome].label);
    screen_gap(screen);
    screen_wrap(screen, STYLE_STRONG, 0, 0, buffer_text(&text));
    buffer_fini(&text);
    if (e->why_not_outcome == e->answer.own.outcome) {
        screen_wrap(screen, STYLE_PLAIN, 2, 2, "It is the answer.");
        return;
    }
    const char *because = rule_not_because(&d->rules[e->answer.own.rule], e->why_not_outcome);
    if (because != NULL) {
        screen_wrap(screen, STYLE_PLAIN, 2, 2, because);
    }
    if (e->why_not.rule == SIZE_MAX) {
        screen_wrap(screen, STYLE_PLAIN, 2, 2, "No row of this table answers that.");
    } else if (e->why_not.failing != 0) {
        print_failing(screen, e);
    } else {
        buffer_addf(&text, "The row \"%s\" matches, too, but the row \"%s\" comes before it.",
                    d->rules[e->why_not.rule].id, d->rules[e->why_not.taken_by].id);
        screen_wrap(screen, STYLE_PLAIN, 2, 2, buffer_text(&text));
        buffer_fini(&text);
    }
}

/* One set of changes: "- the AMI is not encrypted; no customer managed key is used" */
static void print_change(struct screen *screen, const struct explanation *e, uint32_t set)
{
    struct buffer text = {0};
    const char *joint = "- ";
    for (size_t i = 0; i < pack_of(e)->fact_count; i++) {
        if ((set & fact_bit(i)) != 0) {
            buffer_addf(&text, "%s%s", joint,
                        fact_clause(&pack_of(e)->facts[i], (e->whole >> i & 1) == 0));
            joint = "; and ";
        }
    }
    screen_wrap(screen, STYLE_PLAIN, 2, 4, buffer_text(&text));
    buffer_fini(&text);
}

static void print_changes(struct screen *screen, const struct explanation *e)
{
    struct buffer text = {0};
    buffer_addf(&text, "To get: %s", decision_of(e)->outcomes[e->change_to].label);
    screen_gap(screen);
    screen_wrap(screen, STYLE_STRONG, 0, 0, buffer_text(&text));
    buffer_fini(&text);
    if (e->changes.count == 0) {
        screen_wrap(screen, STYLE_PLAIN, 2, 2,
                    e->may_change == UINT32_MAX ? "No change leads there."
                                                : "No change of these facts alone leads there.");
    } else if (e->changes.sets[0] == 0) {
        screen_wrap(screen, STYLE_PLAIN, 2, 2, "Nothing need change: it is the answer.");
    } else {
        screen_wrap(screen, STYLE_PLAIN, 2, 2,
                    e->changes.count == 1 ? "It would be the answer if"
                                          : "It would be the answer if one of these were so:");
        for (size_t i = 0; i < e->changes.count; i++) {
            print_change(screen, e, e->changes.sets[i]);
        }
    }
}

void explain_print(struct screen *screen, const struct explanation *e)
{
    answer_print(screen, &e->answer);
    print_row(screen, e);
    print_skipped(screen, e);
    if (e->why_not_outcome != SIZE_MAX) {
        print_why_not(screen, e);
    }
    if (e->change_to != SIZE_MAX) {
        print_changes(screen, e);
    }
}
