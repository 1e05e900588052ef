/*
 * CSV for a spreadsheet: a question a row, options and feedback in pairs of columns at its end, and behind
 * them what somebody chose, where that is known of any question.  How many pairs there are is known only
 * when the last question was seen, so rows are kept until then.
 */
#include <stdlib.h>
#include <string.h>

#include "questions/bank/csv_columns.h"
#include "questions/bank/csv_read.h"
#include "questions/bank/formats.h"
#include "questions/bank/plain.h"
#include "questions/text/buffer.h"
#include "questions/text/csv_out.h"

const char *const csv_column_names[CSV_COLUMNS] = {
    [CSV_ID] = "id",
    [CSV_KIND] = "kind",
    [CSV_DECISION] = "decision",
    [CSV_GOAL] = "goal",
    [CSV_STEM] = "stem",
    [CSV_SELECT] = "select",
    [CSV_ANSWER] = "answer",
    [CSV_POINTS] = "points",
    [CSV_DIFFICULTY] = "difficulty",
    [CSV_EXPLANATION] = "explanation",
    [CSV_TAGS] = "tags",
    [CSV_FACTS] = "facts",
    [CSV_RULE] = "rule",
    [CSV_SOURCE] = "source",
};

/* A row that waits: where it and its last cell end in the texts of all, and how many options it has. */
struct row {
    size_t end;
    size_t chosen_end;
    size_t options;
};

/* What is kept until the end. */
struct kept {
    struct buffer rows;   /* one behind the other, without line ends */
    struct buffer chosen; /* the last cell of each */
    struct buffer marks;  /* a struct row for each */
    struct buffer cell;   /* the one being made */
    size_t options;       /* the most that a question has */
    bool any_chosen;      /* else there is no such column */
};

static bool begin(struct writing *w)
{
    w->state = calloc(1, sizeof(struct kept));
    return w->state != NULL;
}

/* ---- Cells ----------------------------------------------------------------------------------- */

/*
 * Add what is in `cell` to a row as a cell.  The guard is a ' before a formula; a text that begins with ' and
 * then a formula gets one more, so that taking one away gives back both.
 */
static void end_cell(const struct writing *w, struct kept *kept, struct buffer *row, bool first)
{
    const char *text = buffer_text(&kept->cell);
    const size_t quotes = strspn(text, "'");
    const bool guard = !w->options->csv_raw;
    struct buffer guarded = {0};
    if (!first) {
        buffer_add_char(row, ',');
    }
    if (guard && quotes > 0 && csv_is_formula(text + quotes, kept->cell.length - quotes)) {
        buffer_add_char(&guarded, '\'');
        buffer_add(&guarded, text, kept->cell.length);
        csv_add_cell(row, buffer_text(&guarded), guarded.length, ',', false);
    } else {
        csv_add_cell(row, text, kept->cell.length, ',', guard);
    }
    row->failed = row->failed || guarded.failed || kept->cell.failed;
    buffer_fini(&guarded);
    buffer_clear(&kept->cell);
}

static void add_text(struct kept *kept, const char *text)
{
    struct plain walk = plain_whole(text);
    uint32_t code;
    while (plain_next(&walk, &code)) {
        plain_add(&kept->cell, code);
    }
}

/* Texts with a semicolon between them, which therefore none may hold. */
static void add_list(struct kept *kept, const struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++) {
        buffer_add_text(&kept->cell, i > 0 ? ";" : "");
        const size_t from = kept->cell.length;
        plain_add_line(&kept->cell, texts->items[i]);
        for (size_t at = from; at < kept->cell.length; at++) {
            kept->cell.bytes[at] = kept->cell.bytes[at] == ';' ? ',' : kept->cell.bytes[at];
        }
    }
}

static void add_facts(struct kept *kept, const struct item *item)
{
    for (size_t i = 0; i < item->fact_count; i++) {
        buffer_add_text(&kept->cell, i > 0 ? "," : "");
        plain_add_line(&kept->cell, item->facts[i].id);
        buffer_add_text(&kept->cell, item->facts[i].value ? "=yes" : "=no");
    }
}

static void add_answer(struct kept *kept, const struct item *item)
{
    for (size_t i = 0; i < item->option_count; i++) {
        if (item->options[i].correct) {
            buffer_add_char(&kept->cell, item_letter(i));
        }
    }
}

static void add_column(struct kept *kept, const struct item *item, enum csv_column column)
{
    switch (column) {
    case CSV_ID:
        add_text(kept, item->id);
        break;
    case CSV_KIND:
        add_text(kept, item->kind);
        break;
    case CSV_DECISION:
        add_text(kept, item->decision);
        break;
    case CSV_GOAL:
        add_text(kept, item->goal);
        break;
    case CSV_STEM:
        add_text(kept, plain_or_dash(item->stem));
        break;
    case CSV_SELECT:
        buffer_addf(&kept->cell, "%zu", item->select);
        break;
    case CSV_ANSWER:
        add_answer(kept, item);
        break;
    case CSV_POINTS:
        plain_add_number(&kept->cell, item->points);
        break;
    case CSV_DIFFICULTY:
        if (item->difficulty >= 0) {
            plain_add_number(&kept->cell, item->difficulty);
        }
        break;
    case CSV_EXPLANATION:
        add_text(kept, item->explanation);
        break;
    case CSV_TAGS:
        add_list(kept, &item->tags);
        break;
    case CSV_FACTS:
        add_facts(kept, item);
        break;
    case CSV_RULE:
        add_text(kept, item->rule);
        break;
    case CSV_SOURCE:
        add_list(kept, &item->source);
        break;
    case CSV_COLUMNS:
        break;
    }
}

/* Does this column tell the key, or is it one from which the key can be derived? */
static bool tells_key(enum csv_column column)
{
    return column == CSV_ANSWER || column == CSV_EXPLANATION || column == CSV_TAGS ||
           column == CSV_FACTS || column == CSV_RULE || column == CSV_SOURCE;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static bool write_item(struct writing *w, const struct item *item)
{
    struct kept *kept = w->state;
    for (int i = 0; i < CSV_COLUMNS; i++) {
        const enum csv_column column = (enum csv_column)i;
        if (!w->options->no_key || !tells_key(column)) {
            add_column(kept, item, column);
        }
        end_cell(w, kept, &kept->rows, i == 0);
    }
    for (size_t i = 0; i < item->option_count; i++) {
        add_text(kept, plain_or_dash(item->options[i].text));
        end_cell(w, kept, &kept->rows, false);
        add_text(kept, w->options->no_key ? NULL : item->options[i].feedback);
        end_cell(w, kept, &kept->rows, false);
    }
    const char *chosen = w->options->no_key ? NULL : item->chosen;
    kept->any_chosen = kept->any_chosen || chosen != NULL;
    add_text(kept, chosen);
    end_cell(w, kept, &kept->chosen, false);
    const struct row row = {kept->rows.length, kept->chosen.length, item->option_count};
    buffer_add(&kept->marks, (const char *)&row, sizeof row);
    kept->options = row.options > kept->options ? row.options : kept->options;
    return !kept->rows.failed && !kept->chosen.failed && !kept->marks.failed;
}

static void add_header(struct buffer *out, const struct kept *kept)
{
    for (int i = 0; i < CSV_COLUMNS; i++) {
        buffer_add_text(out, i > 0 ? "," : "");
        buffer_add_text(out, csv_column_names[i]);
    }
    for (size_t i = 0; i < kept->options; i++) {
        const char letter = (char)('a' + (int)i);
        buffer_addf(out, ",%s%c,%s%c", CSV_OPTION, letter, CSV_FEEDBACK, letter);
    }
    buffer_add_text(out, kept->any_chosen ? "," CSV_CHOSEN "\n" : "\n");
}

static void add_rows(struct buffer *out, const struct kept *kept)
{
    size_t start = 0, chosen = 0;
    for (size_t i = 0; i < kept->marks.length / sizeof(struct row); i++) {
        struct row row;
        memcpy(&row, kept->marks.bytes + i * sizeof row, sizeof row);
        buffer_add(out, kept->rows.bytes + start, row.end - start);
        for (size_t k = row.options; k < kept->options; k++) {
            buffer_add_text(out, ",,");
        }
        if (kept->any_chosen) {
            buffer_add(out, kept->chosen.bytes + chosen, row.chosen_end - chosen);
        }
        buffer_add_char(out, '\n');
        start = row.end;
        chosen = row.chosen_end;
    }
}

static bool end(struct writing *w)
{
    struct kept *kept = w->state;
    if (kept == NULL) {
        return false;
    }
    const bool whole = !kept->rows.failed && !kept->chosen.failed && !kept->marks.failed;
    if (whole) {
        add_header(w->out, kept);
        add_rows(w->out, kept);
    }
    buffer_fini(&kept->rows);
    buffer_fini(&kept->chosen);
    buffer_fini(&kept->marks);
    buffer_fini(&kept->cell);
    free(kept);
    w->state = NULL;
    return whole && !w->out->failed;
}

/* Tags and sources are trimmed, on one line, and parted by semicolons. */
static bool spoils_list(const struct texts *texts)
{
    bool spoiled = false;
    for (size_t i = 0; i < texts->count; i++) {
        const char *text = texts->items[i];
        spoiled = spoiled || strpbrk(text, ";\r\n") != NULL || text[0] == '\0' ||
                  plain_trimmed(text).left < strlen(text);
    }
    return spoiled;
}

/* Is one of the words that only CSV carries changed? */
static bool spoils_words(const struct item *item)
{
    bool spoiled = plain_is_mended(item->kind) || plain_is_mended(item->decision) ||
                   plain_is_mended(item->goal) || plain_is_mended(item->rule);
    for (size_t i = 0; i < item->source.count; i++) {
        spoiled = spoiled || plain_is_mended(item->source.items[i]);
    }
    for (size_t i = 0; i < item->fact_count; i++) {
        spoiled = spoiled || !plain_id(item->facts[i].id);
    }
    return spoiled;
}

static void check(const struct item *item, struct losses *losses)
{
    plain_check(item, ~0u, losses);
    if (spoils_list(&item->tags) || spoils_list(&item->source)) {
        losses_add(losses, LOSS_SPOILED, item, "characters of a tag or source");
    }
    if (spoils_words(item)) {
        losses_add(losses, LOSS_SPOILED, item, "characters of an id");
    }
}

const struct format format_csv = {
    .name = "csv",
    .ending = ".csv",
    .suffix = ".csv",
    .says = "CSV for a spreadsheet, a question a row",
    .begin = begin,
    .item = write_item,
    .end = end,
    .check = check,
    .read = csv_read,
};
