/**
 * A CSV text in memory, read row by row, with the place of every cell for messages: what the readers
 * of banks, keys and rosters share.  A first line "sep=;" (csv_separator_line()) names the separator and
 * is no row.  Rows without anything in them are passed over; records that are no CSV are told, and reading
 * goes on behind them.
 */
#ifndef QUESTIONS_BANK_CSV_ROWS_H
#define QUESTIONS_BANK_CSV_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "engine/diag.h"
#include "questions/text/csv_in.h"

/** One reading.  Callers read the first four. */
struct csv_rows {
    const struct source_text *text;
    struct csv_record record; /* the row at hand */
    size_t width;             /* cells of the first row */
    bool failed;              /* memory ran out */
    struct diags *diags;
    FILE *file;          /* owned */
    struct csv_in *csv;  /* owned */
    size_t line, offset; /* where the line numbered so begins: the row at hand, or one before it */
    size_t cell,
        cell_at; /* where that cell of the row at hand begins, from the row's own begin on */
};

/**
 * Begin to read; csv_rows_end() frees, in any case.
 * @text, @diags  are borrowed
 * @return        false when nothing can be read: after one error (it is no text), or with `failed`
 */
bool csv_rows_begin(struct csv_rows *rows, const struct source_text *text, struct diags *diags);
/** Go on to the next row; false at the end, or when memory ran out. */
bool csv_rows_next(struct csv_rows *rows);
void csv_rows_end(struct csv_rows *rows);
/** Has the row no more cells than the first one?  Else an error with a hint (NULL: none), and false. */
bool csv_rows_fits(struct csv_rows *rows, const char *hint);
/** Where a cell of the row begins; its end for one that it has not. */
struct place csv_rows_place(struct csv_rows *rows, size_t cell);

#endif
