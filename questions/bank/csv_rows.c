/*
 * csv_in knows lines, not places: where a line begins is found by walking the text once, as far as
 * messages need it.
 */
#include "questions/bank/csv_rows.h"

#include <stdint.h>
#include <string.h>

#include "questions/bank/plain.h"
#include "questions/bank/plain_read.h"

bool csv_rows_begin(struct csv_rows *rows, const struct source_text *text, struct diags *diags)
{
    *rows = (struct csv_rows){.text = text, .diags = diags, .line = 1};
    if (!plain_read_begin(text, &rows->offset, diags)) {
        return false;
    }
    if (text->length > 0) { /* else fmemopen() would refuse */
        char separator = '\0';
        const size_t said =
            csv_separator_line(text->bytes + rows->offset, text->length - rows->offset, &separator);
        rows->file = fmemopen((void *)(uintptr_t)text->bytes, text->length, "rb");
        rows->csv = rows->file != NULL ? csv_open(rows->file, separator) : NULL;
        rows->failed =
            rows->csv == NULL || (said > 0 && csv_next(rows->csv, &rows->record) != CSV_RECORD);
    }
    return !rows->failed;
}

void csv_rows_end(struct csv_rows *rows)
{
    csv_close(rows->csv);
    if (rows->file != NULL) {
        (void)fclose(rows->file);
    }
    rows->csv = NULL;
    rows->file = NULL;
}

static bool is_blank(const struct csv_record *record)
{
    bool blank = true;
    for (size_t i = 0; i < record->count; i++) {
        blank = blank && plain_trimmed(record->cells[i].bytes).left == 0;
    }
    return blank;
}

bool csv_rows_next(struct csv_rows *rows)
{
    while (rows->csv != NULL && !rows->failed) {
        rows->cell = rows->cell_at = 0;
        switch (csv_next(rows->csv, &rows->record)) {
        case CSV_RECORD:
            if (!is_blank(&rows->record)) {
                rows->width = rows->width == 0 ? rows->record.count : rows->width;
                return true;
            }
            break;
        case CSV_BAD: {
            const struct place place = csv_rows_place(rows, 0);
            (void)diags_add(rows->diags, DIAG_ERROR, "csv", &place, "%s", csv_problem(rows->csv));
            break;
        }
        case CSV_FAILED:
            rows->failed = true; /* a stream in memory fails only so */
            break;
        case CSV_END:
            return false;
        }
    }
    return false;
}

bool csv_rows_fits(struct csv_rows *rows, const char *hint)
{
    if (rows->record.count <= rows->width) {
        return true;
    }
    const struct place place = csv_rows_place(rows, rows->width);
    struct diag *diag =
        diags_add(rows->diags, DIAG_ERROR, "csv", &place, "more cells than the first line has");
    if (hint != NULL) {
        diag_hint(diag, "%s", hint);
    }
    return false;
}

/* Cells are asked for mostly from left to right: each goes on from the one before. */
static size_t offset_in_row(struct csv_rows *rows, size_t cell)
{
    struct csv_record rest = rows->record;
    if (cell < rows->cell) {
        rows->cell = rows->cell_at = 0;
    }
    if (rows->cell_at > 0) {
        rest.raw += rows->cell_at;
        rest.raw_length -= rows->cell_at;
    }
    rows->cell_at += csv_cell_offset(rows->csv, &rest, cell - rows->cell);
    rows->cell = cell;
    return rows->cell_at;
}

struct place csv_rows_place(struct csv_rows *rows, size_t cell)
{
    while (rows->line < rows->record.line) {
        const char *from = rows->text->bytes + rows->offset;
        const char *lf = memchr(from, '\n', rows->text->length - rows->offset);
        rows->offset = lf != NULL ? (size_t)(lf - rows->text->bytes) + 1 : rows->text->length;
        rows->line++;
    }
    return plain_place(rows->text, rows->offset + offset_in_row(rows, cell), 1);
}
