/* pack tests as CSV on standard output, with notes of what is not shown on standard error. */
#include <stdint.h>
#include <string.h>

#include "questions/commands/facts.h"
#include "questions/commands/output.h"
#include "questions/commands/pack_tests_view.h"
#include "questions/text/buffer.h"
#include "questions/text/csv_out.h"

/* ---- Lines ----------------------------------------------------------------------------------- */

static void add_cell(struct buffer *line, const char *text)
{
    if (line->length > 0) {
        buffer_add_char(line, ',');
    }
    csv_add_cell(line, text, strlen(text), ',', true);
}

/* Entries are set apart by "; ". */
static void add_entry(struct buffer *shows, const char *a, const char *colon, const char *b)
{
    buffer_addf(shows, "%s%s%s%s", shows->length > 0 ? "; " : "", a, colon, b);
}

/* @part  the first of the line's parts; moves on to the next line's */
static void add_shows(struct buffer *shows, const struct pack_tests *tests, size_t line,
                      size_t *part)
{
    const struct decision *d = pack_tests_decision(tests);
    const uint32_t whole = tests->choice.cases[line];
    if (pack_tests_shows_row(tests, line)) {
        add_entry(shows, d->rules[table_row(tests->task.table, whole)].id, "", "");
    }
    for (; *part < tests->part_count && tests->parts[*part].line == line; (*part)++) {
        const struct cover_condition *c = &tests->cover.conditions[tests->parts[*part].condition];
        add_entry(shows, d->rules[c->rule].id, ":", tests->task.pack->facts[c->fact].id);
    }
    const size_t fresh = tests->pairwise ? pack_tests_new_values(tests, line) : 0;
    if (fresh > 0) {
        buffer_addf(shows, "%spairs:%zu", shows->length > 0 ? "; " : "", fresh);
    }
}

static enum status print_head(struct context *context, const struct pack *pack)
{
    struct buffer line = {0};
    for (size_t i = 0; i < pack->fact_count; i++) {
        add_cell(&line, pack->facts[i].id);
    }
    add_cell(&line, "outcome");
    add_cell(&line, "rule");
    add_cell(&line, "shows");
    return output_line(context, &line, STATUS_DONE);
}

static enum status print_case(struct context *context, const struct pack_tests *tests, size_t line,
                              size_t *part)
{
    const struct decision *d = pack_tests_decision(tests);
    const uint32_t whole = tests->choice.cases[line];
    const struct rule *rule = &d->rules[table_row(tests->task.table, whole)];
    struct buffer text = {0}, shows = {0};
    for (size_t i = 0; i < tests->task.pack->fact_count; i++) {
        add_cell(&text, (whole & fact_bit(i)) != 0 ? "yes" : "no");
    }
    add_cell(&text, d->outcomes[rule->then].id);
    add_cell(&text, rule->id);
    add_shows(&shows, tests, line, part);
    add_cell(&text, buffer_text(&shows));
    text.failed = text.failed || shows.failed;
    buffer_fini(&shows);
    return output_line(context, &text, STATUS_DONE);
}

/* ---- Notes on standard error ----------------------------------------------------------------- */

static void print_note(struct context *context, struct buffer *text)
{
    screen_wrap(&context->err, STYLE_PLAIN, 0, 2, buffer_text(text));
    buffer_fini(text);
}

static void print_rows_not_shown(struct context *context, const struct pack_tests *tests)
{
    for (size_t row = 0; row < tests->cover.rule_count; row++) {
        if (tests->cover.row_case[row] == COVER_NO_CASE) {
            struct buffer text = {0};
            buffer_addf(&text, "not shown: %s: it decides no possible case",
                        pack_tests_decision(tests)->rules[row].id);
            print_note(context, &text);
        }
    }
}

static void print_conditions_not_shown(struct context *context, const struct pack_tests *tests)
{
    for (size_t i = 0; i < tests->cover.condition_count; i++) {
        const struct cover_condition *c = &tests->cover.conditions[i];
        if (c->why != COVER_SHOWN) {
            struct buffer text = {0};
            buffer_addf(&text, "not shown: %s:%s: ", pack_tests_decision(tests)->rules[c->rule].id,
                        tests->task.pack->facts[c->fact].id);
            pack_tests_reason(&text, tests, c);
            print_note(context, &text);
        }
    }
}

static bool print_values_not_shown(struct context *context, const struct pack_tests *tests)
{
    struct value_pair pair;
    bool fine = true;
    for (size_t number = 0; fine && pack_tests_values(tests, number, &pair); number++) {
        if (!pair.shown) {
            struct buffer text = {0};
            buffer_add_text(&text, "not shown: ");
            facts_write(&text, tests->task.pack, pair.values);
            buffer_add_text(&text, ": ");
            fine = pack_tests_value_reason(&text, tests, &pair);
            print_note(context, &text);
        }
    }
    return fine;
}

/* "16 cases show 11 of 11 rows and 20 of 21 conditions of "path": no smaller set does." */
static void print_summary(struct context *context, const struct pack_tests *tests)
{
    struct buffer text = {0};
    const size_t count = tests->choice.count;
    buffer_addf(&text, "%zu case%s show%s %zu of %zu rows and ", count, count == 1 ? "" : "s",
                count == 1 ? "s" : "", tests->cover.rows, tests->cover.rule_count);
    if (tests->pairwise) {
        size_t shown, all;
        pack_tests_count_values(tests, &shown, &all);
        buffer_addf(&text, "%zu of %zu pairs of values", shown, all);
    } else {
        buffer_addf(&text, "%zu of %zu conditions", tests->pair_count,
                    tests->cover.condition_count);
    }
    buffer_addf(&text, " of \"%s\": ", pack_tests_decision(tests)->id);
    if (tests->choice.smallest) {
        buffer_add_text(&text, "the smallest possible set.");
    } else {
        buffer_addf(&text, "the best set found, at least %zu cases are needed.",
                    tests->choice.at_least);
    }
    print_note(context, &text);
}

enum status pack_tests_csv(struct context *context, const struct pack_tests *tests)
{
    size_t part = 0;
    enum status status = print_head(context, tests->task.pack);
    for (size_t line = 0; line < tests->choice.count && status == STATUS_DONE; line++) {
        status = print_case(context, tests, line, &part);
    }
    if (status != STATUS_DONE) {
        return status;
    }
    if (tests->choice.count == 0) {
        command_error(context, STATUS_NO, "no possible case of \"%s\" has an outcome",
                      pack_tests_decision(tests)->id);
        command_hint(context, "amiquiz pack check says what is wrong with the pack");
        return STATUS_NO;
    }
    if (!context->quiet) {
        print_rows_not_shown(context, tests);
        if (!tests->pairwise) {
            print_conditions_not_shown(context, tests);
        } else if (!print_values_not_shown(context, tests)) {
            return command_no_memory(context);
        }
        print_summary(context, tests);
    }
    return status;
}
