/*
 * file   = header { row }
 * row    = question, answer, [points], [status], [options], [form], [position]   by their columns
 * answer = set { "|" set } ; set = letter { [" " | "," | ";"] letter }
 *
 * All rows are read first, each faulty cell told where it stands.  Then rows become questions: those of
 * one question on several forms are one, and what they say of it must agree.
 */
#include "questions/score/key.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/near.h"
#include "engine/short_text.h"
#include "questions/bank/csv_rows.h"
#include "questions/bank/plain.h"
#include "questions/bank/plain_read.h"
#include "questions/score/key_csv.h"
#include "questions/text/white.h"

#define POINTS_MAX   1e6
#define NUMBER_BYTES 64 /* longer is no number of points */
#define ABSENT       SIZE_MAX

enum column {
    COLUMN_QUESTION,
    COLUMN_ANSWER,
    COLUMN_POINTS,
    COLUMN_STATUS,
    COLUMN_OPTIONS,
    COLUMN_FORM,
    COLUMN_POSITION,
    COLUMNS
};
static const char *const column_names[COLUMNS] = {"question", "answer", "points",  "status",
                                                  "options",  "form",   "position"};

static const char *const status_names[] = {[KEY_SCORED] = "scored",
                                           [KEY_DROPPED] = "dropped",
                                           [KEY_ALL_CREDIT] = "all-credit",
                                           [KEY_UNSCORED] = "unscored"};
#define STATUSES (sizeof status_names / sizeof status_names[0])

/* One reading. */
struct reading {
    struct csv_rows csv;
    struct key_rows *rows;
    struct diags *diags;
    bool marks;
    size_t cell_of[COLUMNS]; /* which cell of a row a column is; ABSENT: none */
    bool failed;             /* memory ran out */
};

/* ---- Places and cells ------------------------------------------------------------------------ */

static struct place column_place(struct reading *r, enum column column)
{
    return csv_rows_place(&r->csv, r->cell_of[column] != ABSENT ? r->cell_of[column] : 0);
}

static struct plain trimmed(const char *text)
{
    struct plain word = plain_whole(text);
    white_trim(&word.at, &word.left);
    return word;
}

/* The cell without white space around it; empty where there is none. */
static struct plain word_at(const struct reading *r, enum column column)
{
    const size_t cell = r->cell_of[column];
    return trimmed(cell != ABSENT && cell < r->csv.record.count ? r->csv.record.cells[cell].bytes
                                                                : "");
}

static const char *keep(struct reading *r, struct plain word)
{
    const char *kept = arena_copy(r->rows->arena, word.at, word.left);
    r->failed = r->failed || kept == NULL;
    return kept;
}

/* A word as a message shows it. */
static struct short_text shown(struct plain word)
{
    char text[SHORT_TEXT_MAX + 8];
    const size_t length = word.left < sizeof text ? word.left : sizeof text - 1;
    memcpy(text, word.at, length);
    text[length] = '\0';
    return short_text(text);
}

/* ---- Cells ----------------------------------------------------------------------------------- */

static bool refuse_answer(struct reading *r, struct plain word, const char *why)
{
    const struct place place = column_place(r, COLUMN_ANSWER);
    struct diag *diag = diags_add(r->diags, DIAG_ERROR, "answer", &place, "\"%s\" is no answer: %s",
                                  shown(word).text, why);
    diag_hint(diag,
              "the letters of the right options, such as C or AC; A|BC is A, or else B with C");
    return false;
}

/* One letter into a set; false after a message. */
static bool take_letter(struct reading *r, struct plain word, char c, uint32_t *set)
{
    const char letter = c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c;
    if (letter < 'A' || letter > 'Z') {
        return refuse_answer(r, word, "options are named by letters");
    }
    const uint32_t bit = (uint32_t)1 << (letter - 'A');
    if ((*set & bit) != 0) {
        return refuse_answer(r, word, "a letter stands twice in one set");
    }
    *set |= bit;
    return true;
}

/* The sets of right options, of an answer that is not empty. */
static void read_answer(struct reading *r, struct key_row *row)
{
    const struct plain word = word_at(r, COLUMN_ANSWER);
    uint32_t sets[KEY_SETS_MAX] = {0};
    size_t count = 0;
    for (size_t i = 0; i < word.left; i++) {
        const char c = word.at[i];
        if (c == '|') {
            if (sets[count] == 0) {
                (void)refuse_answer(r, word, "there is nothing before a \"|\"");
                return;
            }
            if (++count == KEY_SETS_MAX) {
                (void)refuse_answer(r, word, "it has too many sets");
                return;
            }
        } else if (strchr(" \t,;", c) == NULL && !take_letter(r, word, c, &sets[count])) {
            return;
        }
    }
    if (sets[count] == 0) {
        (void)refuse_answer(r, word, "there is nothing behind the last \"|\"");
        return;
    }
    row->set_count = count + 1;
    row->sets = arena_alloc(r->rows->arena, row->set_count, sizeof *row->sets);
    r->failed = r->failed || row->sets == NULL;
    if (row->sets != NULL) {
        memcpy(row->sets, sets, row->set_count * sizeof *row->sets);
    }
}

static void read_status(struct reading *r, struct key_row *row)
{
    const struct plain word = word_at(r, COLUMN_STATUS);
    const struct short_text text = shown(word);
    struct near near = {.word = text.text};
    for (size_t i = 0; i < STATUSES; i++) {
        if (strcasecmp(text.text, status_names[i]) == 0) {
            row->status = (enum key_status)i;
            row->status_said = true;
            return;
        }
        near_offer(&near, status_names[i]);
    }
    if (word.left > 0) {
        const struct place place = column_place(r, COLUMN_STATUS);
        struct diag *diag = diags_add(r->diags, DIAG_ERROR, "unknown-status", &place,
                                      "unknown status \"%s\"", text.text);
        if (near.best != NULL) {
            diag_hint(diag, "did you mean \"%s\"?", near.best);
        } else {
            diag_hint(diag, "there are: scored, dropped, all-credit, unscored");
        }
    }
}

/* A number as plain_read_number() has it, and a comma for the point where cells are set apart by another. */
static bool read_number(const struct reading *r, struct plain word, double *number)
{
    char text[NUMBER_BYTES];
    if (word.left > sizeof text) {
        return false;
    }
    memcpy(text, word.at, word.left);
    char *comma = memchr(text, ',', word.left);
    if (comma != NULL && csv_separator(r->csv.csv) != ',') {
        *comma = '.';
    }
    return plain_read_number(text, word.left, number);
}

static void read_points(struct reading *r, struct key_row *row)
{
    const struct plain word = word_at(r, COLUMN_POINTS);
    if (word.left > 0 &&
        (!read_number(r, word, &row->points) || !(row->points > 0) || row->points > POINTS_MAX)) {
        const struct place place = column_place(r, COLUMN_POINTS);
        struct diag *diag = diags_add(r->diags, DIAG_ERROR, "points", &place,
                                      "\"%s\" is no number of points", shown(word).text);
        diag_hint(diag,
                  "a number above 0 such as 1 or 0.5; the status dropped takes a question out");
        row->points = 0;
    }
}

/* A whole number from `least` to `most`, 0 where the cell is empty or faulty. */
static size_t read_count(struct reading *r, enum column column, size_t least, size_t most)
{
    const struct plain word = word_at(r, column);
    double number = 0;
    if (word.left == 0) {
        return 0;
    }
    if (plain_read_number(word.at, word.left, &number) && number >= (double)least &&
        number <= (double)most && (double)(size_t)number == number) {
        return (size_t)number;
    }
    const struct place place = column_place(r, column);
    struct diag *diag =
        diags_add(r->diags, DIAG_ERROR, column_names[column], &place, "\"%s\" is no number of %s",
                  shown(word).text, column == COLUMN_OPTIONS ? "options" : "a place on a form");
    diag_hint(diag, "a whole number from %zu to %zu", least, most);
    return 0;
}

/* Does the row, that says none, do without an answer? */
static bool needs_answer(const struct reading *r, const struct key_row *row)
{
    return !r->marks && row->status == KEY_SCORED;
}

static void read_row(struct reading *r)
{
    const struct plain id = word_at(r, COLUMN_QUESTION);
    struct key_row *row = key_rows_add(r->rows);
    if (row == NULL) {
        r->failed = true;
        return;
    }
    row->place = column_place(r, COLUMN_QUESTION);
    row->answer_place = column_place(r, COLUMN_ANSWER);
    row->form_place = column_place(r, COLUMN_FORM);
    row->position_place = column_place(r, COLUMN_POSITION);
    row->id = keep(r, id);
    row->form = keep(r, word_at(r, COLUMN_FORM));
    row->position = read_count(r, COLUMN_POSITION, 1, KEY_POSITION_MAX);
    row->options = read_count(r, COLUMN_OPTIONS, 2, KEY_OPTIONS_MAX);
    read_points(r, row);
    read_status(r, row);
    if (id.left == 0) {
        struct diag *diag =
            diags_add(r->diags, DIAG_ERROR, "no-question", &row->place, "a row without a question");
        diag_hint(diag, "the column \"question\" holds its id");
    }
    if (!r->marks && word_at(r, COLUMN_ANSWER).left > 0) {
        read_answer(r, row);
    } else if (needs_answer(r, row)) {
        struct diag *diag = diags_add(r->diags, DIAG_ERROR, "no-answer", &row->answer_place,
                                      "question \"%s\" has no answer", shown(id).text);
        diag_hint(diag, "give it one, or the status dropped, all-credit or unscored");
    }
}

/* ---- The header ------------------------------------------------------------------------------ */

/* A name that is nearly a column's is a slip of the pen that would change scores: no warning. */
static void unknown_column(struct reading *r, size_t cell, const char *name)
{
    struct near near = {.word = name};
    for (int i = 0; i < COLUMNS; i++) {
        near_offer(&near, column_names[i]);
    }
    const struct place place = csv_rows_place(&r->csv, cell);
    if (near.best != NULL) {
        struct diag *diag = diags_add(r->diags, DIAG_ERROR, "unknown-column", &place,
                                      "unknown column \"%s\"", name);
        diag_hint(diag, "did you mean \"%s\"?", near.best);
    } else {
        (void)diags_add(r->diags, DIAG_WARNING, "unknown-column", &place,
                        "the column \"%s\" is passed over", name);
    }
}

static void read_column(struct reading *r, size_t cell)
{
    const struct plain word = trimmed(r->csv.record.cells[cell].bytes);
    const struct short_text name = shown(word);
    int column = 0;
    while (column < COLUMNS && strcasecmp(name.text, column_names[column]) != 0) {
        column++;
    }
    if (column == COLUMNS && word.left > 0) {
        unknown_column(r, cell, name.text);
    } else if (column < COLUMNS && r->cell_of[column] != ABSENT) {
        const struct place place = csv_rows_place(&r->csv, cell);
        struct diag *diag = diags_add(r->diags, DIAG_ERROR, "column-twice", &place,
                                      "two columns are called \"%s\"", column_names[column]);
        diag_hint(diag, "take one of them out");
    } else if (column < COLUMNS) {
        r->cell_of[column] = cell;
    }
}

static void need_column(struct reading *r, enum column column)
{
    if (r->cell_of[column] == ABSENT) {
        const struct place place = csv_rows_place(&r->csv, 0);
        struct diag *diag = diags_add(r->diags, DIAG_ERROR, "no-column", &place,
                                      "there is no column \"%s\"", column_names[column]);
        diag_hint(diag, "the first line names the columns: question,answer, and where wanted "
                        "points,status,options,form,position");
    }
}

/* False after an error: without its columns nothing can be said of the rows. */
static bool read_header(struct reading *r)
{
    const size_t errors = r->diags->errors;
    for (int i = 0; i < COLUMNS; i++) {
        r->cell_of[i] = ABSENT;
    }
    for (size_t i = 0; i < r->csv.width; i++) {
        read_column(r, i);
    }
    need_column(r, COLUMN_QUESTION);
    if (!r->marks) {
        need_column(r, COLUMN_ANSWER);
    }
    return r->diags->errors == errors;
}

/* ---- All of it ------------------------------------------------------------------------------- */

static bool read_rows(struct reading *r, const struct source_text *text)
{
    bool go = csv_rows_begin(&r->csv, text, r->diags) && csv_rows_next(&r->csv) && read_header(r);
    while (go && !r->failed && csv_rows_next(&r->csv)) {
        if (csv_rows_fits(&r->csv, "an answer of several options is written AC or \"A,C\"")) {
            read_row(r);
        }
    }
    r->failed = r->failed || r->csv.failed;
    csv_rows_end(&r->csv);
    return !r->failed;
}

bool key_of_csv(struct score_key *key, const struct source_text *text, bool marks,
                struct diags *diags)
{
    *key = (struct score_key){.marks = marks};
    struct key_rows rows = {.arena = &key->arena};
    struct reading r = {.rows = &rows, .diags = diags, .marks = marks};
    const size_t errors = diags->errors;
    bool fine = read_rows(&r, text);
    if (fine && diags->errors == errors && rows.count == 0) {
        const struct place file = {text, 0, 0};
        (void)diags_add(diags, DIAG_ERROR, "no-question", &file, "there is no question in it");
    }
    if (fine && diags->errors == errors) {
        fine = key_of_rows(key, &rows, diags);
        r.failed = !fine;
    }
    if (r.failed) {
        (void)diags_add(diags, DIAG_ERROR, "memory", NULL, "memory ran out");
    }
    key_rows_fini(&rows);
    return fine && diags->errors == errors;
}
