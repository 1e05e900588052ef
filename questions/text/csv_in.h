/**
 * CSV read as a stream of records (RFC 4180; with or without BOM; LF or CRLF; comma, semicolon or
 * tab).  One record is in memory at a time, so a file may be of any length.  A quote counts only as
 * the first byte of a cell; elsewhere it stands for itself.  A CR counts only before LF.  Bytes
 * that are not UTF-8 pass through.
 */
#ifndef QUESTIONS_TEXT_CSV_IN_H
#define QUESTIONS_TEXT_CSV_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define CSV_RECORD_MAX ((size_t)1 << 20) /* bytes; a longer record is refused, not kept in memory */

#define CSV_SLACK 64 /* bytes behind those of csv_ahead() that may be read */

#define CSV_SEPARATORS ",;\t|:" /* what may be said to stand between cells */

/**
 * A first line "sep=;" (any of CSV_SEPARATORS, any case) names the separator for Excel, and is no record.
 * Readers that understand it look before they begin; csv_open() takes it for a record like any other.
 * @bytes      the text from its first byte on, behind a BOM
 * @separator  receives the separator where there is such a line
 * @return     the length of that line, its LF or CRLF included; 0: there is none
 */
size_t csv_separator_line(const char *bytes, size_t length, char *separator);

/** One cell, quotes taken off and doubled quotes undone; bytes are NUL-terminated, too. */
struct csv_cell {
    const char *bytes;
    size_t length;
    bool quoted;
};

/** One record.  Everything in it belongs to the reader and is valid until the next csv_next(). */
struct csv_record {
    const struct csv_cell *cells;
    size_t count;      /* 1 for an empty line: one empty cell */
    size_t line;       /* 1-based line of its first byte */
    const char *raw;   /* the record as it stood, without its line end; not NUL-terminated */
    size_t raw_length; /* of it; 0 when there is none */
};

enum csv_status {
    CSV_RECORD, /* a record was read */
    CSV_END,    /* no more */
    CSV_BAD,    /* a record that is no CSV: csv_problem() says why; reading may go on */
    CSV_FAILED  /* the stream failed or memory ran out; csv_problem() says which; this stays */
};

struct csv_in; /* private to csv_in.c */

/**
 * Begin to read `file`, which stays the caller's; its first record is looked at here and now.
 * @separator  ',', ';' or '\t' (or any byte but quote, CR and LF); 0 = found from the first record
 *             that is not an empty line: the one of the three that is most frequent outside quotes,
 *             comma when none occurs.
 * @return     NULL when memory ran out; csv_close() frees it.
 */
struct csv_in *csv_open(FILE *file, char separator);
/** The same with blocks of `block` (> 0) bytes, for tests. */
struct csv_in *csv_open_block(FILE *file, char separator, size_t block);
void csv_close(struct csv_in *csv);
/**
 * Read the next record.
 *
 * After CSV_BAD `line`, `raw` and `raw_length` are set, too, and no cells.  Where the quotes are
 * wrong raw is the line in which the record began, and reading goes on with the line after it; of a
 * line that is too long raw is the first 1024 bytes; with a NUL byte in it raw is the whole record.
 *
 * Allocates only where a record has more cells than any before it.
 */
enum csv_status csv_next(struct csv_in *csv, struct csv_record *record);
/**
 * What was read and not handed out yet, for a caller that knows how to take simple records, many at
 * once; csv_next() takes all others, and reads on where a record is not whole.
 * @length  receives the bytes there are, from the start of a record on; 0 once a NUL byte was seen
 * @return  them; CSV_SLACK bytes more may be read, too.  Valid until the next csv_next().
 */
const char *csv_ahead(const struct csv_in *csv, size_t *length);
/** Take the first `length` bytes of these, which are `lines` whole records of one line each. */
void csv_skip(struct csv_in *csv, size_t length, size_t lines);
/** After CSV_BAD or CSV_FAILED: what is wrong, in words ("a quote is never closed"). */
const char *csv_problem(const struct csv_in *csv);
/** Where a cell of a record (of the last csv_next()) begins in its raw bytes; their end: it has no such cell. */
size_t csv_cell_offset(const struct csv_in *csv, const struct csv_record *record, size_t cell);
/** The separator, given or found. */
char csv_separator(const struct csv_in *csv);
/** "\r\n" or "\n", as the first record ended (LF when it had no end). */
const char *csv_line_end(const struct csv_in *csv);

#endif
