/** What the readers of plain formats share: a look at the whole text before, and at the bank after. */
#ifndef QUESTIONS_BANK_PLAIN_READ_H
#define QUESTIONS_BANK_PLAIN_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/bank/bank.h"

/**
 * Is this a text at all?  At most BANK_SIZE_MAX bytes of UTF-8 without NUL; else one error.
 * @start  receives where it begins behind a byte order mark: 0 or 3
 */
bool plain_read_begin(const struct source_text *text, size_t *start, struct diags *diags);
/**
 * The end of a reading: an error when there is no question at all or `failed` (memory ran out);
 * items without an id get one (bank_ids_make()), and an id that stands twice is an error.
 * @return whether there was no error since `errors` of them were counted
 */
bool plain_read_end(struct bank *bank, const struct source_text *text, bool failed, size_t errors,
                    struct diags *diags);
/**
 * Read a number of the form [-]digits[.digits][e[+-]digits], all of the bytes, in any locale, exactly.
 * @return false when it is none, or has more than 15 digits or a power of ten beyond 22.
 */
bool plain_read_number(const char *bytes, size_t length, double *number);
/** The place of some bytes of a text. */
struct place plain_place(const struct source_text *text, size_t offset, size_t length);

#endif
