/* A question from every row; the names of the columns are in csv_columns.h. */
#include "questions/bank/csv_read.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/near.h"
#include "engine/short_text.h"
#include "questions/bank/csv_columns.h"
#include "questions/bank/csv_rows.h"
#include "questions/bank/plain.h"
#include "questions/bank/plain_read.h"
#include "questions/text/buffer.h"
#include "questions/text/csv_out.h"

/* A column beyond those of csv_columns.h: options, then feedback. */
#define COLUMN_OPTION   ((int)CSV_COLUMNS)
#define COLUMN_FEEDBACK (COLUMN_OPTION + ITEM_OPTIONS_MAX)
#define COLUMNS_ALL     (COLUMN_FEEDBACK + ITEM_OPTIONS_MAX)
#define ABSENT          ((size_t)-1)

/* One reading. */
struct reading {
    struct csv_rows rows;
    struct bank *bank;
    struct diags *diags;
    size_t cell_of[COLUMNS_ALL]; /* which cell of a row a column is; ABSENT: none */
    struct buffer scratch;
    bool failed; /* memory ran out */
};

static struct diag *refuse(struct reading *r, const char *id, size_t cell, const char *words)
{
    const struct place place = csv_rows_place(&r->rows, cell);
    return diags_add(r->diags, DIAG_ERROR, id, &place, "%s", words);
}

/* ---- Cells ----------------------------------------------------------------------------------- */

/* A cell of the row by its column; an empty one when there is none. */
static struct csv_cell cell_at(const struct reading *r, int column)
{
    const size_t cell = r->cell_of[column];
    const struct csv_cell none = {"", 0, false};
    return cell != ABSENT && cell < r->rows.record.count ? r->rows.record.cells[cell] : none;
}

/* The same without white space around it, for all that is not a text. */
static struct plain word_at(const struct reading *r, int column)
{
    return plain_trimmed(cell_at(r, column).bytes);
}

static const char *keep(struct reading *r, const char *bytes, size_t length)
{
    const char *kept = arena_copy(&r->bank->arena, bytes, length);
    r->failed = r->failed || kept == NULL;
    return kept;
}

/* A text without the ' that guards a formula, line ends as LF; NULL when it is empty. */
static const char *text_at(struct reading *r, int column)
{
    const struct csv_cell cell = cell_at(r, column);
    const size_t quotes = strspn(cell.bytes, "'");
    const bool guarded = quotes > 0 && csv_is_formula(cell.bytes + quotes, cell.length - quotes);
    if (plain_trimmed(cell.bytes).left == 0) {
        return NULL;
    }
    buffer_clear(&r->scratch);
    for (size_t i = guarded ? 1 : 0; i < cell.length; i++) {
        const bool crlf = cell.bytes[i] == '\r' && cell.bytes[i + 1] == '\n';
        buffer_add_char(&r->scratch, cell.bytes[i + (crlf ? 1 : 0)]);
        i += crlf ? 1 : 0;
    }
    r->failed = r->failed || r->scratch.failed;
    return r->failed ? NULL : keep(r, buffer_text(&r->scratch), r->scratch.length);
}

/* Take the next part of a list off its front: up to `separator`, trimmed. */
static struct plain next_part(struct plain *list, char separator)
{
    const char *stop = memchr(list->at, separator, list->left);
    struct plain part = {list->at, stop != NULL ? (size_t)(stop - list->at) : list->left};
    const size_t taken = stop != NULL ? part.left + 1 : part.left;
    list->at += taken;
    list->left -= taken;
    while (part.left > 0 && part.at[0] == ' ') {
        part.at++;
        part.left--;
    }
    while (part.left > 0 && part.at[part.left - 1] == ' ') {
        part.left--;
    }
    return part;
}

static struct texts list_at(struct reading *r, int column)
{
    struct texts texts = {0};
    const char *whole = text_at(r, column);
    struct plain list = plain_trimmed(whole);
    while (list.left > 0 && !r->failed) {
        const struct plain part = next_part(&list, ';');
        if (part.left > 0) {
            const char *text = keep(r, part.at, part.left);
            r->failed = text == NULL || !item_add_text(&texts, &r->bank->arena, text);
        }
    }
    return texts;
}

static double number_at(struct reading *r, int column, double otherwise, double most)
{
    const struct plain word = word_at(r, column);
    double number = otherwise;
    if (word.left > 0 &&
        (!plain_read_number(word.at, word.left, &number) || number < 0 || number > most)) {
        struct diag *diag = refuse(r, "number", r->cell_of[column], "this is no number that fits");
        diag_hint(diag, "%s goes from 0 to %g", csv_column_names[column], most);
    }
    return number;
}

/* ---- Questions ------------------------------------------------------------------------------- */

static bool has_fact(const struct item *item, const char *id)
{
    bool found = false;
    for (size_t i = 0; i < item->fact_count; i++) {
        found = found || strcmp(item->facts[i].id, id) == 0;
    }
    return found;
}

/* "owned=no,shared=yes" */
static void read_facts(struct reading *r, struct item *item)
{
    struct plain list = word_at(r, CSV_FACTS);
    size_t count = list.left > 0 ? 1 : 0;
    for (size_t i = 0; i < list.left; i++) {
        count += list.at[i] == ',';
    }
    if (count > PACK_FACTS_MAX) {
        struct diag *diag = refuse(r, "facts", r->cell_of[CSV_FACTS], "these are too many facts");
        diag_hint(diag, "a pack has at most %u", PACK_FACTS_MAX);
        return;
    }
    item->facts = arena_alloc(&r->bank->arena, count, sizeof *item->facts);
    r->failed = r->failed || (count > 0 && item->facts == NULL);
    while (list.left > 0 && !r->failed) {
        const struct plain part = next_part(&list, ',');
        const char *equals = memchr(part.at, '=', part.left);
        const size_t name = equals != NULL ? (size_t)(equals - part.at) : 0;
        const size_t value = part.left - name;
        const bool yes = value == 4 && memcmp(part.at + name, "=yes", 4) == 0;
        const bool no = value == 3 && memcmp(part.at + name, "=no", 3) == 0;
        if (name == 0 || (!yes && !no)) {
            struct diag *diag = refuse(r, "facts", r->cell_of[CSV_FACTS], "these are no facts");
            diag_hint(diag, "they are written like owned=no,shared=yes");
            return;
        }
        const char *id = keep(r, part.at, name);
        if (id != NULL && has_fact(item, id)) {
            struct diag *diag =
                refuse(r, "facts", r->cell_of[CSV_FACTS], "a fact stands here twice");
            diag_hint(diag, "leave \"%s\" once", short_text(id).text);
            return;
        }
        item->facts[item->fact_count++] = (struct item_fact){id, yes};
    }
}

/* Letters in any case; commas, semicolons and spaces between them do not matter. */
static void read_answer(struct reading *r, struct item *item)
{
    const struct plain word = word_at(r, CSV_ANSWER);
    const size_t cell = r->cell_of[CSV_ANSWER];
    for (size_t i = 0; i < word.left; i++) {
        const char c = word.at[i];
        const size_t option =
            c >= 'a' && c <= 'z' ? (size_t)(c - 'a') : (size_t)((unsigned char)c - 'A');
        if (strchr(" ,;", c) != NULL) {
            continue;
        }
        if (option >= item->option_count || item->options[option].correct) {
            struct diag *diag = refuse(r, "answer", cell, "this names no option, or one twice");
            diag_hint(diag, "the letters of all right options, such as C or AC");
            return;
        }
        item->options[option].correct = true;
    }
    if (item_right_count(item) == 0) {
        refuse(r, "no-right-option", cell, "no option of this question is right");
    }
}

static void read_options(struct reading *r, struct item *item)
{
    size_t count = 0;
    for (size_t i = 0; i < ITEM_OPTIONS_MAX; i++) {
        const bool any = word_at(r, COLUMN_OPTION + (int)i).left > 0;
        if (any && count < i) {
            refuse(r, "option-order", r->cell_of[COLUMN_OPTION + (int)i],
                   "an option behind one that is empty");
            return;
        }
        if (!any && word_at(r, COLUMN_FEEDBACK + (int)i).left > 0) {
            refuse(r, "option-order", r->cell_of[COLUMN_FEEDBACK + (int)i],
                   "feedback for an option that is empty");
            return;
        }
        count += any;
    }
    if (count < 2) {
        refuse(r, "one-option", 0, "a question has at least two options");
        return;
    }
    if (!item_options(item, &r->bank->arena, count)) {
        r->failed = true;
        return;
    }
    for (size_t i = 0; i < item->option_count; i++) {
        item->options[i].text = text_at(r, COLUMN_OPTION + (int)i);
        item->options[i].feedback = text_at(r, COLUMN_FEEDBACK + (int)i);
    }
    read_answer(r, item);
}

/* How many to choose: as many as are right unless said. */
static void read_select(struct reading *r, struct item *item)
{
    const size_t right = item_right_count(item);
    const double select = number_at(r, CSV_SELECT, (double)right, ITEM_OPTIONS_MAX);
    item->select = (size_t)select;
    if (right > 0 &&
        (item->select < 1 || item->select > item->option_count || (double)item->select < select)) {
        refuse(r, "select", r->cell_of[CSV_SELECT], "so many options cannot be chosen");
    }
}

static void read_question(struct reading *r)
{
    struct item *item = bank_add(r->bank);
    if (item == NULL) {
        r->failed = true;
        return;
    }
    const size_t id_cell = r->cell_of[CSV_ID];
    item->place = csv_rows_place(&r->rows, id_cell == ABSENT ? 0 : id_cell);
    item->id = text_at(r, CSV_ID);
    item->kind = text_at(r, CSV_KIND);
    item->decision = text_at(r, CSV_DECISION);
    item->goal = text_at(r, CSV_GOAL);
    item->stem = text_at(r, CSV_STEM);
    item->explanation = text_at(r, CSV_EXPLANATION);
    item->rule = text_at(r, CSV_RULE);
    item->tags = list_at(r, CSV_TAGS);
    item->source = list_at(r, CSV_SOURCE);
    item->points = number_at(r, CSV_POINTS, 1, 1e6);
    item->difficulty = number_at(r, CSV_DIFFICULTY, -1, 1);
    read_facts(r, item);
    if (r->failed) {
        return;
    }
    if (item->stem == NULL) {
        refuse(r, "empty-text", r->cell_of[CSV_STEM], "a question without a text");
    }
    read_options(r, item);
    read_select(r, item);
}

/* ---- The header ------------------------------------------------------------------------------ */

/* "option_c": the place of its letter; -1 when it is no such name. */
static int letter_column(const char *name, const char *before, int first)
{
    const size_t length = strlen(before);
    if (strncasecmp(name, before, length) != 0 || strlen(name) != length + 1) {
        return -1;
    }
    const char c = (char)(name[length] | 0x20);
    return c >= 'a' && c <= 'z' ? first + (c - 'a') : -1;
}

static int column_of(const char *name)
{
    for (int i = 0; i < CSV_COLUMNS; i++) {
        if (strcasecmp(name, csv_column_names[i]) == 0) {
            return i;
        }
    }
    const int option = letter_column(name, CSV_OPTION, COLUMN_OPTION);
    return option >= 0 ? option : letter_column(name, CSV_FEEDBACK, COLUMN_FEEDBACK);
}

static void warn_unknown(struct reading *r, size_t cell, const char *name)
{
    struct near near = {.word = name};
    for (int i = 0; i < CSV_COLUMNS; i++) {
        near_offer(&near, csv_column_names[i]);
    }
    near_offer(&near, CSV_OPTION "a");
    near_offer(&near, CSV_FEEDBACK "a");
    const struct place place = csv_rows_place(&r->rows, cell);
    struct diag *diag = diags_add(r->diags, DIAG_WARNING, "unknown-column", &place,
                                  "the column \"%s\" is passed over", short_text(name).text);
    if (near.best != NULL) {
        diag_hint(diag, "did you mean \"%s\"?", near.best);
    }
}

static void read_column(struct reading *r, size_t cell)
{
    char name[32];
    const struct plain word = plain_trimmed(r->rows.record.cells[cell].bytes);
    const size_t length = word.left < sizeof name ? word.left : sizeof name - 1;
    memcpy(name, word.at, length);
    name[length] = '\0';
    const int column = length == word.left ? column_of(name) : -1;
    if (strcasecmp(name, CSV_CHOSEN) == 0) {
        return; /* what somebody answered once is no part of a question */
    }
    if (column < 0 && word.left > 0) {
        warn_unknown(r, cell, r->rows.record.cells[cell].bytes);
    } else if (column >= 0 && r->cell_of[column] != ABSENT) {
        refuse(r, "column-twice", cell, "two columns have this name");
    } else if (column >= 0) {
        r->cell_of[column] = cell;
    }
}

/* False after an error. */
static bool read_header(struct reading *r)
{
    static const int needed[] = {CSV_STEM, CSV_ANSWER, COLUMN_OPTION, COLUMN_OPTION + 1};
    static const char *const names[] = {"stem", "answer", CSV_OPTION "a", CSV_OPTION "b"};
    const size_t errors = r->diags->errors;
    for (int i = 0; i < COLUMNS_ALL; i++) {
        r->cell_of[i] = ABSENT;
    }
    for (size_t i = 0; i < r->rows.width; i++) {
        read_column(r, i);
    }
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        if (r->cell_of[needed[i]] == ABSENT) {
            const struct place place = csv_rows_place(&r->rows, 0);
            struct diag *diag = diags_add(r->diags, DIAG_ERROR, "no-column", &place,
                                          "there is no column \"%s\"", names[i]);
            diag_hint(diag, "the first line names the columns");
        }
    }
    return r->diags->errors == errors;
}

/* ---- All of it ------------------------------------------------------------------------------- */

bool csv_read(const struct source_text *text, struct bank *bank, struct diags *diags)
{
    struct reading r = {.bank = bank, .diags = diags};
    const size_t errors = diags->errors;
    const bool begun = csv_rows_begin(&r.rows, text, diags);
    bool go = begun && csv_rows_next(&r.rows) && read_header(&r);
    while (go && !r.failed && csv_rows_next(&r.rows)) {
        if (csv_rows_fits(&r.rows, NULL)) {
            read_question(&r);
        }
    }
    const bool failed = r.failed || r.rows.failed;
    csv_rows_end(&r.rows);
    buffer_fini(&r.scratch);
    return (begun || failed) && plain_read_end(bank, text, failed, errors, diags);
}
