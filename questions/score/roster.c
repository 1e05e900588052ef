/* A roster: ids in a table, names and sections beside them. */
#include "questions/score/roster.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/utf8.h"
#include "questions/score/ids.h"
#include "questions/score/sheet_private.h"
#include "questions/text/buffer.h"
#include "questions/text/csv_in.h"

struct details {
    const char *name, *section;
    size_t line;
};

struct score_roster {
    struct ids ids;
    struct details *details; /* owned */
    size_t capacity;
};

struct roster_reading {
    struct score_roster *roster;
    const char *shown;
    size_t student, section, name; /* columns; SIZE_MAX: there is none */
    bool begun, failed;
    struct buffer problem;
};

void score_roster_free(struct score_roster *roster)
{
    if (roster != NULL) {
        ids_fini(&roster->ids);
        free(roster->details);
        free(roster);
    }
}

static bool complain(struct roster_reading *r, size_t line, const char *what)
{
    buffer_addf(&r->problem, "%s:%zu: %s", r->shown, line, what);
    return false;
}

static bool no_memory(struct roster_reading *r)
{
    r->failed = true;
    return false;
}

static void trim(const char **bytes, size_t *length)
{
    while (*length > 0 && (unsigned char)**bytes <= ' ') {
        ++*bytes;
        --*length;
    }
    while (*length > 0 && (unsigned char)(*bytes)[*length - 1] <= ' ') {
        --*length;
    }
}

static bool is_named(const struct csv_cell *cell, const char *name)
{
    const char *bytes = cell->bytes;
    size_t length = cell->length;
    trim(&bytes, &length);
    return length == strlen(name) && strncasecmp(bytes, name, length) == 0;
}

/* Does the first line name its columns? */
static bool read_header(struct roster_reading *r, const struct csv_record *record)
{
    struct roster_reading found = *r;
    bool any = false;
    for (size_t i = 0; i < record->count; i++) {
        const struct csv_cell *cell = &record->cells[i];
        any = any || is_named(cell, "student");
        found.student = is_named(cell, "student") ? i : found.student;
        found.section = is_named(cell, "section") ? i : found.section;
        found.name = is_named(cell, "name") ? i : found.name;
    }
    if (any) {
        *r = found;
    }
    return any;
}

/* A copy of a cell, NULL of an empty one; false when memory ran out. */
static bool keep(struct roster_reading *r, const struct csv_record *record, size_t column,
                 const char **kept)
{
    *kept = NULL;
    if (column >= record->count) {
        return true;
    }
    const char *bytes = record->cells[column].bytes;
    size_t length = record->cells[column].length;
    trim(&bytes, &length);
    if (length > 0) {
        *kept = arena_copy(&r->roster->ids.arena, bytes, length);
    }
    return length == 0 || *kept != NULL;
}

static bool is_text(const char *bytes, size_t length)
{
    size_t width;
    for (size_t at = 0; at < length; at += width) {
        uint32_t code;
        width = utf8_decode(bytes + at, length - at, &code);
        if (width == 0 || code < ' ' || (code >= 0x7f && code < 0xa0)) {
            return false;
        }
    }
    return true;
}

static bool add_student(struct roster_reading *r, const struct csv_record *record,
                        const struct id_key *key)
{
    struct score_roster *roster = r->roster;
    if (roster->ids.count == roster->capacity) {
        const size_t capacity = 2 * roster->capacity + 64;
        struct details *details = realloc(roster->details, capacity * sizeof *details);
        if (details == NULL) {
            return no_memory(r);
        }
        roster->details = details;
        roster->capacity = capacity;
    }
    struct details *details = &roster->details[roster->ids.count];
    details->line = record->line;
    return (keep(r, record, r->name, &details->name) &&
            keep(r, record, r->section, &details->section) && ids_add(&roster->ids, key)) ||
           no_memory(r);
}

static bool take_record(struct roster_reading *r, const struct csv_record *record)
{
    if (record->raw_length == 0) {
        return true;
    }
    if (!r->begun) {
        r->begun = true;
        if (read_header(r, record)) {
            return true;
        }
    }
    const char *bytes = r->student < record->count ? record->cells[r->student].bytes : "";
    size_t length = r->student < record->count ? record->cells[r->student].length : 0;
    trim(&bytes, &length);
    if (length == 0) {
        return complain(r, record->line, "this line names no student");
    }
    if (!is_text(bytes, length)) {
        return complain(r, record->line,
                        "this student is not UTF-8, or has control characters: save the file as "
                        "UTF-8");
    }
    if (length > SHEET_STUDENT_MAX) {
        return complain(r, record->line, "this student's id is longer than 255 bytes");
    }
    const struct id_key key = ids_key(bytes, length);
    const uint32_t known = ids_find(&r->roster->ids, &key);
    if (known != IDS_NONE) {
        buffer_addf(&r->problem, "%s:%zu: student \"%s\" stands in line %zu already", r->shown,
                    record->line, r->roster->ids.texts[known].bytes,
                    r->roster->details[known].line);
        return false;
    }
    return add_student(r, record, &key);
}

static bool read_records(struct roster_reading *r, struct csv_in *csv)
{
    struct csv_record record;
    for (;;) {
        switch (csv_next(csv, &record)) {
        case CSV_RECORD:
            if (!take_record(r, &record)) {
                return false;
            }
            break;
        case CSV_BAD:
            return complain(r, record.line, csv_problem(csv));
        case CSV_FAILED:
            r->failed = true;
            buffer_addf(&r->problem, "%s: it cannot be read: %s", r->shown, csv_problem(csv));
            return false;
        case CSV_END:
            if (r->roster->ids.count == 0) {
                buffer_addf(&r->problem, "%s: it names no student: write one a line", r->shown);
            }
            return r->roster->ids.count > 0;
        }
    }
}

struct score_roster *score_roster_read(const char *path, char **problem, bool *failed)
{
    const bool standard = strcmp(path, "-") == 0;
    struct roster_reading r = {
        .shown = standard ? "<stdin>" : path, .section = SIZE_MAX, .name = SIZE_MAX};
    FILE *file = standard ? stdin : fopen(path, "rb");
    bool good = false;
    if (file == NULL) {
        r.failed = true;
        buffer_addf(&r.problem, "%s: it cannot be opened: %s", path, strerror(errno));
    } else {
        r.roster = calloc(1, sizeof *r.roster);
        struct csv_in *csv = r.roster == NULL ? NULL : csv_open(file, '\0');
        good = csv != NULL ? read_records(&r, csv) : no_memory(&r);
        csv_close(csv);
        if (!standard) {
            (void)fclose(file);
        }
    }
    *failed = r.failed;
    *problem = NULL;
    if (!good) {
        *problem = r.problem.length > 0 ? buffer_take(&r.problem) : NULL;
        score_roster_free(r.roster);
    }
    buffer_fini(&r.problem);
    return good ? r.roster : NULL;
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
