/* A roster from a number or from lines; see the header. */
#include "questions/commands/roster.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/utf8.h"
#include "questions/commands/arguments.h"
#include "questions/text/buffer.h"
#include "questions/text/csv_in.h"

#define ROSTER_MAX 10000000

/* A name and the line it stands in, to find the ones that stand twice. */
struct entry {
    const char *name;
    size_t line;
};

struct reading {
    struct context *context;
    const char *path;
    struct roster *roster;
    struct entry *entries; /* owned */
    size_t count, capacity;
    size_t column; /* of the names */
    bool begun, bad;
};

static void complain(struct reading *r, size_t line, const char *what)
{
    struct buffer text = {0};
    buffer_addf(&text, "%s:%zu: error: %s", strcmp(r->path, "-") == 0 ? "<stdin>" : r->path, line,
                what);
    screen_wrap(&r->context->err, STYLE_PLAIN, 0, 2, buffer_text(&text));
    buffer_fini(&text);
    r->bad = true;
}

/* What is wrong with a name; NULL: nothing.  Two names in another encoding would end up as one. */
static const char *name_fault(const struct csv_cell *cell)
{
    bool blank = true;
    for (size_t at = 0, width; at < cell->length; at += width) {
        uint32_t code;
        width = utf8_decode(cell->bytes + at, cell->length - at, &code);
        if (width == 0) {
            return "this name is not UTF-8: save the file as UTF-8";
        }
        blank = blank && (code == ' ' || code == '\t' || code == 0xa0);
    }
    return blank ? "this line names no student" : NULL;
}

static bool add_name(struct reading *r, const struct csv_cell *cell, size_t line)
{
    if (r->count == r->capacity) {
        const size_t capacity = r->capacity == 0 ? 256 : 2 * r->capacity;
        struct entry *entries = realloc(r->entries, capacity * sizeof *entries);
        if (entries == NULL) {
            return false;
        }
        r->entries = entries;
        r->capacity = capacity;
    }
    const char *name = arena_copy(&r->roster->arena, cell->bytes, cell->length);
    r->entries[r->count++] = (struct entry){name, line};
    return name != NULL;
}

/* Does the first line name its columns?  Then the names stand in the one called "student". */
static bool read_header(struct reading *r, const struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        if (strcasecmp(record->cells[i].bytes, "student") == 0) {
            r->column = i;
            return true;
        }
    }
    return false;
}

static bool take_record(struct reading *r, const struct csv_record *record)
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
    const char *fault = record->count <= r->column ? "this line names no student"
                                                   : name_fault(&record->cells[r->column]);
    if (fault != NULL) {
        complain(r, record->line, fault);
        return true;
    }
    return add_name(r, &record->cells[r->column], record->line);
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    const int order = strcmp(left->name, right->name);
    return order != 0 ? order : (left->line > right->line) - (left->line < right->line);
}

static bool find_twice(struct reading *r)
{
    struct entry *sorted = malloc((r->count + 1) * sizeof *sorted);
    if (sorted == NULL) {
        return false;
    }
    if (r->count > 0) {
        memcpy(sorted, r->entries, r->count * sizeof *sorted);
        qsort(sorted, r->count, sizeof *sorted, compare_entries);
    }
    for (size_t i = 1; i < r->count; i++) {
        if (strcmp(sorted[i].name, sorted[i - 1].name) == 0) {
            struct buffer what = {0};
            buffer_addf(&what, "student \"%s\" stands in line %zu already", sorted[i].name,
                        sorted[i - 1].line);
            complain(r, sorted[i].line, buffer_text(&what));
            buffer_fini(&what);
        }
    }
    free(sorted);
    return true;
}

static enum status read_records(struct reading *r, struct csv_in *csv)
{
    struct csv_record record;
    for (;;) {
        switch (csv_next(csv, &record)) {
        case CSV_RECORD:
            if (!take_record(r, &record)) {
                return command_no_memory(r->context);
            }
            break;
        case CSV_BAD:
            complain(r, record.line, csv_problem(csv));
            break;
        case CSV_FAILED:
            return command_error(r->context, STATUS_FAILED, "\"%s\" cannot be read: %s", r->path,
                                 csv_problem(csv));
        case CSV_END:
            return STATUS_DONE;
        }
    }
}

static enum status take_entries(struct reading *r)
{
    struct roster *roster = r->roster;
    if (!find_twice(r)) {
        return command_no_memory(r->context);
    }
    if (r->bad) {
        return STATUS_BAD_INPUT;
    }
    if (r->count == 0) {
        return command_usage(r->context, "write one student a line", "\"%s\" names no student",
                             r->path);
    }
    roster->names = arena_alloc(&roster->arena, r->count, sizeof *roster->names);
    if (roster->names == NULL) {
        return command_no_memory(r->context);
    }
    for (size_t i = 0; i < r->count; i++) {
        roster->names[i] = r->entries[i].name;
    }
    roster->count = r->count;
    return STATUS_DONE;
}

enum status roster_read(struct context *context, const char *word, struct roster *roster)
{
    uint64_t number = 0;
    if (number_read(word, ROSTER_MAX, &number)) {
        roster->count = (size_t)number;
        return number > 0 ? STATUS_DONE
                          : command_usage(context, NULL, "there must be one student at least");
    }
    const bool standard = strcmp(word, "-") == 0;
    FILE *file = standard ? stdin : fopen(word, "rb");
    if (file == NULL) {
        return command_error(context, STATUS_FAILED, "\"%s\" cannot be opened: %s", word,
                             strerror(errno));
    }
    struct reading r = {.context = context, .path = word, .roster = roster};
    struct csv_in *csv = csv_open(file, '\0');
    enum status status = csv != NULL ? read_records(&r, csv) : command_no_memory(context);
    status = status == STATUS_DONE ? take_entries(&r) : status;
    csv_close(csv);
    free(r.entries);
    if (!standard) {
        (void)fclose(file);
    }
    return status;
}

void roster_fini(struct roster *roster)
{
    arena_fini(&roster->arena);
    *roster = (struct roster){0};
}
