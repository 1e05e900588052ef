/** CSV cells written so that they read back equal (RFC 4180) and run nowhere as a formula. */
#ifndef QUESTIONS_TEXT_CSV_OUT_H
#define QUESTIONS_TEXT_CSV_OUT_H

#include <stdbool.h>
#include <stddef.h>

struct buffer; /* questions/text/buffer.h */

/**
 * Add one cell, quoted where it must be (separator, quote, CR, LF, or outer space in it).
 * @separator  the file's separator
 * @guard      put ' before a cell that begins with = + - @ TAB or CR, unless all of it is a number;
 *             false under --csv-raw and for cells that merely pass through
 */
void csv_add_cell(struct buffer *out, const char *bytes, size_t length, char separator, bool guard);

/** Would a spreadsheet run this cell as a formula?  It is what the guard is put before. */
bool csv_is_formula(const char *bytes, size_t length);

#endif
