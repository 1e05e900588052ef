/*
 * A record goes out as the bytes it was, with two cells more.  Nothing is allocated for a line.  Most
 * lines are simple and go the fast way; here are all others, with what is to be said about them.
 */
#include "questions/commands/decide_batch_csv.h"

#include <stdlib.h>
#include <string.h>

#include "questions/commands/decide_batch.h"
#include "questions/commands/decide_batch_simple.h"
#include "questions/commands/facts.h"
#include "questions/item/subject.h"
#include "questions/text/csv_in.h"
#include "questions/text/csv_out.h"

/* ---- The header ------------------------------------------------------------------------------ */

/* One column: a fact, something that passes through, or a reason to stop. */
static enum status read_column(struct batch *batch, struct columns *columns, size_t i,
                               const struct csv_record *header)
{
    const struct pack *pack = batch->subject->pack;
    const struct csv_cell *cell = &header->cells[i];
    const bool whole = memchr(cell->bytes, '\0', cell->length) == NULL;
    const size_t fact = whole ? pack_fact(pack, cell->bytes) : SIZE_MAX;
    if (strcmp(cell->bytes, "outcome") == 0 || strcmp(cell->bytes, "rule") == 0) {
        return batch_refuse_column(batch, header->line, "column", cell->bytes);
    }
    columns->facts[i] = fact == SIZE_MAX ? NO_FACT : (unsigned char)fact;
    if (fact == SIZE_MAX) {
        batch_warn_near(batch, header->line, "column", cell->bytes);
        return STATUS_DONE;
    }
    for (size_t k = 0; k < i; k++) {
        if (columns->facts[k] == fact) {
            batch_bad_line(batch, header->line, "two columns are called \"%s\"", cell->bytes);
            return STATUS_BAD_INPUT;
        }
    }
    return STATUS_DONE;
}

static enum status read_columns(struct batch *batch, struct columns *columns,
                                const struct csv_record *header)
{
    columns->count = header->count;
    columns->facts = calloc(header->count, 1);
    if (columns->facts == NULL) {
        return command_no_memory(batch->context);
    }
    enum status status = STATUS_DONE;
    bool any = false;
    for (size_t i = 0; i < header->count && status == STATUS_DONE; i++) {
        status = read_column(batch, columns, i, header);
        any = any || columns->facts[i] != NO_FACT;
    }
    if (status == STATUS_DONE && !any) {
        command_warning(batch->context,
                        "no column of \"%s\" is named like a fact of the pack \"%s\"", batch->name,
                        batch->subject->pack->id);
    }
    return status;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

void columns_add_ending(const struct columns *columns, struct buffer *out, const char *outcome,
                        const char *rule)
{
    buffer_add_char(out, columns->separator);
    buffer_add_text(out, outcome); /* ids need no quotes */
    buffer_add_char(out, columns->separator);
    buffer_add_text(out, rule == NULL ? "" : rule);
    buffer_add_text(out, columns->line_end);
}

/* The cells that are facts; false after a message. */
static bool read_facts(struct batch *batch, const struct columns *columns,
                       const struct csv_record *record, struct partial *facts)
{
    *facts = (struct partial){0, 0};
    for (size_t i = 0; i < columns->count; i++) {
        enum fact_value value = FACT_UNKNOWN;
        const size_t fact = columns->facts[i];
        if (fact == NO_FACT) {
            continue;
        }
        if (!fact_value_read(record->cells[i].bytes, record->cells[i].length, &value)) {
            batch_bad_line(batch, record->line,
                           "column \"%s\" says \"%s\"; it must be yes, no or unknown",
                           batch->subject->pack->facts[fact].id, record->cells[i].bytes);
            return false;
        }
        if (value != FACT_UNKNOWN) {
            *facts = partial_with(*facts, fact, value == FACT_YES);
        }
    }
    return true;
}

/* What is no record becomes the first cell of one, so that what we write can be read. */
static void keep_bad(struct batch *batch, const struct columns *columns,
                     const struct csv_record *record, const char *problem)
{
    batch_bad_line(batch, record->line, "%s", problem);
    csv_add_cell(&batch->out, record->raw, record->raw_length, columns->separator, false);
    for (size_t i = 1; i < columns->count; i++) {
        buffer_add_char(&batch->out, columns->separator);
    }
    columns_add_ending(columns, &batch->out, "error", NULL);
}

static void decide_record(struct batch *batch, const struct columns *columns,
                          const struct csv_record *record)
{
    struct partial facts;
    const struct batch_result *result = NULL;
    if (record->count > columns->count) {
        /* Added columns would stand under other names than their own. */
        char problem[96];
        (void)snprintf(problem, sizeof problem, "%zu cell%s where the header has %zu",
                       record->count, record->count == 1 ? "" : "s", columns->count);
        keep_bad(batch, columns, record, problem);
        return;
    }
    buffer_add(&batch->out, record->raw, record->raw_length);
    if (record->count != columns->count) {
        batch_bad_line(batch, record->line, "%zu %s where the header has %zu", record->count,
                       record->count == 1 ? "cell" : "cells", columns->count);
    } else if (read_facts(batch, columns, record, &facts)) {
        result = batch_decide(batch, facts);
    }
    for (size_t i = record->count; i < columns->count; i++) {
        buffer_add_char(&batch->out, columns->separator);
    }
    if (result != NULL && (result->kind == ANSWER_IMPOSSIBLE || result->kind == ANSWER_FAULTY)) {
        batch_refuse(batch, record->line, result);
    }
    columns_add_ending(columns, &batch->out, result == NULL ? "error" : result->outcome,
                       result == NULL ? NULL : result->rule);
}

/* An empty line is no record, unless a record has one cell only. */
static bool is_blank(const struct columns *columns, const struct csv_record *record)
{
    return record->raw_length == 0 && columns->count > 1;
}

static enum status read_failed(struct batch *batch, const struct csv_in *csv)
{
    batch->failed = true;
    return command_error(batch->context, STATUS_FAILED, "\"%s\" cannot be read: %s", batch->name,
                         csv_problem(csv));
}

/* @simple  NULL: all goes the careful way */
static enum status decide_records(struct batch *batch, const struct columns *columns,
                                  struct csv_in *csv, struct simple *simple)
{
    struct csv_record record;
    while (batch_flush(batch, false)) {
        if (simple != NULL) {
            simple_decide(simple, csv);
        }
        switch (csv_next(csv, &record)) {
        case CSV_RECORD:
            if (is_blank(columns, &record)) {
                buffer_add_text(&batch->out, columns->line_end);
            } else {
                decide_record(batch, columns, &record);
            }
            break;
        case CSV_BAD:
            keep_bad(batch, columns, &record, csv_problem(csv));
            break;
        case CSV_FAILED:
            return read_failed(batch, csv);
        case CSV_END:
            return STATUS_DONE;
        }
    }
    return STATUS_DONE;
}

/* Lines that end with CR alone, as very old programs wrote them, all look like one: the header. */
static bool has_bare_cr(enum csv_status found, const struct csv_record *header)
{
    bool has = found == CSV_BAD && memchr(header->raw, '\r', header->raw_length) != NULL;
    for (size_t i = 0; found == CSV_RECORD && i < header->count; i++) {
        const struct csv_cell *cell = &header->cells[i];
        has = has || (!cell->quoted && memchr(cell->bytes, '\r', cell->length) != NULL);
    }
    return has;
}

/* What is wrong with what should be the header; NULL: nothing. */
static const char *header_problem(enum csv_status found, const struct csv_in *csv,
                                  const struct csv_record *header)
{
    if (found == CSV_END) {
        return "no header: the first line must name the columns";
    }
    if (has_bare_cr(found, header)) {
        return "a carriage return in the header: lines must end with LF or CRLF, not with CR alone";
    }
    return found == CSV_RECORD ? NULL : csv_problem(csv);
}

/* The first record that is not empty is the header; empty lines before it pass through. */
static enum status decide_file(struct batch *batch, struct csv_in *csv, bool marked)
{
    struct columns columns = {.separator = csv_separator(csv), .line_end = csv_line_end(csv)};
    struct csv_record header;
    buffer_add(&batch->out, "\xef\xbb\xbf", marked ? 3 : 0);
    enum csv_status found = csv_next(csv, &header);
    while (found == CSV_RECORD && header.raw_length == 0) {
        buffer_add_text(&batch->out, columns.line_end);
        found = csv_next(csv, &header);
    }
    if (found == CSV_FAILED) {
        return read_failed(batch, csv);
    }
    const char *problem = header_problem(found, csv, &header);
    if (problem != NULL) {
        buffer_clear(&batch->out);
        batch_bad_line(batch, header.line, "%s", problem);
        return STATUS_BAD_INPUT;
    }
    enum status status = read_columns(batch, &columns, &header);
    if (status == STATUS_DONE) {
        buffer_add(&batch->out, header.raw, header.raw_length);
        columns_add_ending(&columns, &batch->out, "outcome", "rule");
        struct simple *simple = batch->careful ? NULL : simple_new(batch, &columns);
        status = simple == NULL && !batch->careful ? command_no_memory(batch->context)
                                                   : decide_records(batch, &columns, csv, simple);
        simple_free(simple);
    } else {
        buffer_clear(&batch->out);
    }
    free(columns.facts);
    return status;
}

/* A byte order mark is kept, but the reader of CSV drops it. */
static bool has_byte_order_mark(FILE *file)
{
    static const unsigned char mark[3] = {0xef, 0xbb, 0xbf};
    unsigned char bytes[3];
    size_t count = 0;
    while (count < 3) {
        const int c = getc(file);
        if (c == EOF) {
            break;
        }
        bytes[count++] = (unsigned char)c;
        if (bytes[count - 1] != mark[count - 1]) {
            break;
        }
    }
    const bool found = count == 3 && bytes[2] == mark[2];
    for (size_t i = count; i-- > 0;) {
        (void)ungetc(bytes[i], file);
    }
    return found;
}

enum status decide_batch_csv(struct batch *batch, char separator)
{
    const bool marked = has_byte_order_mark(batch->file);
    struct csv_in *csv = batch->block == 0 ? csv_open(batch->file, separator)
                                           : csv_open_block(batch->file, separator, batch->block);
    if (csv == NULL) {
        return command_no_memory(batch->context);
    }
    const enum status status = decide_file(batch, csv, marked);
    csv_close(csv);
    return status;
}
