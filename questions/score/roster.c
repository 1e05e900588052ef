/* A roster: ids in a table, names and sections beside them. */
#include "questions/score/roster.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/short_text.h"
#include "engine/utf8.h"
#include "questions/bank/csv_rows.h"
#include "questions/bank/plain.h"
#include "questions/score/ids.h"
#include "questions/score/sheet_private.h"
#include "questions/text/buffer.h"
#include "questions/text/looks.h"
#include "questions/text/white.h"

#define LOOKS_MOST 20000 /* ids; of longer rosters looks would take their time and memory */

struct details {
    const char *name, *section;
    size_t line;
};

struct score_roster {
    struct ids ids;
    struct details *details; /* owned; one for each id */
    size_t capacity;
    struct ids
        looks; /* what ids look like, of a roster that is not too long; the first of each look */
    size_t *look_entry; /* owned; one for each look */
};

struct roster_reading {
    struct score_roster *roster;
    struct csv_rows rows;
    struct diags *diags;
    const char *column;            /* what else the students' may be called; NULL: nothing */
    size_t student, section, name; /* columns; SIZE_MAX: there is none */
    bool failed;                   /* memory ran out */
};

void score_roster_free(struct score_roster *roster)
{
    if (roster != NULL) {
        ids_fini(&roster->ids);
        ids_fini(&roster->looks);
        free(roster->look_entry);
        free(roster->details);
        free(roster);
    }
}

/* The cell without space around it; empty where there is none. */
static struct plain word_at(const struct roster_reading *r, size_t column)
{
    const struct csv_record *row = &r->rows.record;
    struct plain word = plain_whole(column < row->count ? row->cells[column].bytes : "");
    white_trim(&word.at, &word.left);
    return word;
}

static struct diag *complain(struct roster_reading *r, const char *id, const char *what)
{
    const struct place place = csv_rows_place(&r->rows, r->student);
    return diags_add(r->diags, DIAG_ERROR, id, &place, "%s", what);
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* Sections and names without students: the row would pass for a student's, absent for ever. */
static void refuse_header(struct roster_reading *r)
{
    const struct place place = csv_rows_place(&r->rows, 0);
    struct diag *diag =
        diags_add(r->diags, DIAG_ERROR, "no-student", &place, "no column is called \"%s\"",
                  r->column != NULL ? short_text(r->column).text : "student");
    diag_hint(diag, "call the column that holds the students' ids so");
}

/* Does the first row name its columns? */
static bool read_header(struct roster_reading *r)
{
    const char *const names[] = {"student", "section", "name", r->column};
    const size_t count = r->column != NULL ? 4 : 3;
    size_t columns[] = {SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX};
    for (size_t i = 0; i < r->rows.width; i++) {
        const struct plain word = word_at(r, i);
        for (size_t n = 0; n < count; n++) {
            const bool named =
                word.left == strlen(names[n]) && strncasecmp(word.at, names[n], word.left) == 0;
            columns[n] = named ? i : columns[n];
        }
    }
    columns[0] = columns[0] != SIZE_MAX ? columns[0] : columns[3];
    if (columns[0] != SIZE_MAX) {
        r->student = columns[0];
        r->section = columns[1];
        r->name = columns[2];
    }
    if (columns[0] == SIZE_MAX && (columns[1] != SIZE_MAX || columns[2] != SIZE_MAX)) {
        refuse_header(r);
    }
    return columns[0] != SIZE_MAX;
}

/* Can this be an id?  Else a message says why not. */
static bool is_id(struct roster_reading *r, struct plain word)
{
    bool text = true;
    for (size_t at = 0; at < word.left;) {
        uint32_t code = 0;
        at += utf8_decode(word.at + at, word.left - at, &code); /* it was looked at before */
        text = text && code >= ' ' && (code < 0x7f || code >= 0xa0);
    }
    if (word.left == 0) {
        (void)complain(r, "no-student", "this line names no student");
    } else if (!text) {
        (void)complain(r, "student", "this student's id has control characters");
    } else if (word.left > SHEET_STUDENT_MAX) {
        (void)complain(r, "student", "this student's id is longer than 255 bytes");
    }
    return word.left > 0 && text && word.left <= SHEET_STUDENT_MAX;
}

static void refuse_twice(struct roster_reading *r, uint32_t known)
{
    const struct place place = csv_rows_place(&r->rows, r->student);
    (void)diags_add(
        r->diags, DIAG_ERROR, "student-twice", &place, "student \"%s\" stands in line %zu already",
        short_text(r->roster->ids.texts[known].bytes).text, r->roster->details[known].line);
}

/* A copy of a cell, NULL of an empty one; false when memory ran out. */
static bool keep(struct roster_reading *r, size_t column, const char **kept)
{
    const struct plain word = word_at(r, column);
    *kept = word.left > 0 ? arena_copy(&r->roster->ids.arena, word.at, word.left) : NULL;
    return word.left == 0 || *kept != NULL;
}

static bool add_student(struct roster_reading *r, const struct id_key *key)
{
    struct score_roster *roster = r->roster;
    if (roster->ids.count == roster->capacity) {
        const size_t capacity = 2 * roster->capacity + 64;
        struct details *details = realloc(roster->details, capacity * sizeof *details);
        if (details == NULL) {
            return false;
        }
        roster->details = details;
        roster->capacity = capacity;
    }
    struct details *details = &roster->details[roster->ids.count];
    details->line = r->rows.record.line;
    return keep(r, r->name, &details->name) && keep(r, r->section, &details->section) &&
           ids_add(&roster->ids, key);
}

static void read_student(struct roster_reading *r)
{
    const struct plain word = word_at(r, r->student);
    if (!is_id(r, word)) {
        return;
    }
    const struct id_key key = ids_key(word.at, word.left);
    const uint32_t known = ids_find(&r->roster->ids, &key);
    if (known != IDS_NONE) {
        refuse_twice(r, known);
    } else {
        r->failed = !add_student(r, &key);
    }
}

/* ---- All of it ------------------------------------------------------------------------------- */

static void read_rows(struct roster_reading *r, const struct source_text *text)
{
    bool go = csv_rows_begin(&r->rows, text, r->diags) && csv_rows_next(&r->rows);
    const size_t errors = r->diags->errors;
    if (go && read_header(r)) {
        go = csv_rows_next(&r->rows);
    }
    go = go && r->diags->errors == errors;
    while (go) {
        read_student(r);
        go = !r->failed && csv_rows_next(&r->rows);
    }
    r->failed = r->failed || r->rows.failed;
    csv_rows_end(&r->rows);
}

/* So that a student who is not there, but looks as if, is found. */
static bool make_looks(struct score_roster *roster)
{
    const size_t count = roster->ids.count <= LOOKS_MOST ? roster->ids.count : 0;
    struct buffer look = {0};
    roster->look_entry = calloc(count + 1, sizeof *roster->look_entry);
    bool good = roster->look_entry != NULL;
    for (size_t i = 0; good && i < count; i++) {
        buffer_clear(&look);
        looks_fold(&look, roster->ids.texts[i].bytes, roster->ids.texts[i].length);
        good = !look.failed;
        if (good && look.length > 0) {
            const struct id_key key = ids_key(look.bytes, look.length);
            if (ids_find(&roster->looks, &key) == IDS_NONE) {
                roster->look_entry[roster->looks.count] = i;
                good = ids_add(&roster->looks, &key);
            }
        }
    }
    buffer_fini(&look);
    return good;
}

struct score_roster *score_roster_read(const struct source_text *text, const char *column,
                                       struct diags *diags)
{
    struct roster_reading r = {
        .diags = diags, .column = column, .section = SIZE_MAX, .name = SIZE_MAX};
    const size_t errors = diags->errors;
    r.roster = calloc(1, sizeof *r.roster);
    if (r.roster == NULL) {
        r.failed = true;
    } else {
        read_rows(&r, text);
        r.failed = r.failed || (diags->errors == errors && !make_looks(r.roster));
    }
    if (r.failed) {
        (void)diags_add(diags, DIAG_ERROR, "memory", NULL, "memory ran out");
    } else if (diags->errors == errors && r.roster->ids.count == 0) {
        const struct place file = {text, 0, 0};
        diag_hint(diags_add(diags, DIAG_ERROR, "no-student", &file, "it names no student"),
                  "write one student a line");
    }
    if (r.failed || diags->errors > errors) {
        score_roster_free(r.roster);
        return NULL;
    }
    return r.roster;
}

size_t score_roster_count(const struct score_roster *roster)
{
    return roster->ids.count;
}

struct roster_entry score_roster_entry(const struct score_roster *roster, size_t number)
{
    return (struct roster_entry){.id = roster->ids.texts[number].bytes,
                                 .name = roster->details[number].name,
                                 .section = roster->details[number].section};
}

size_t score_roster_find(const struct score_roster *roster, const char *id, size_t length)
{
    if (length == 0) {
        return SIZE_MAX;
    }
    const struct id_key key = ids_key(id, length);
    const uint32_t number = ids_find(&roster->ids, &key);
    return number == IDS_NONE ? SIZE_MAX : number;
}

size_t score_roster_alike(const struct score_roster *roster, const char *id, size_t length)
{
    struct buffer look = {0};
    looks_fold(&look, id, length);
    size_t entry = SIZE_MAX;
    if (!look.failed && look.length > 0) {
        const struct id_key key = ids_key(look.bytes, look.length);
        const uint32_t number = ids_find(&roster->looks, &key);
        entry = number == IDS_NONE ? SIZE_MAX : roster->look_entry[number];
    }
    buffer_fini(&look);
    return entry;
}
