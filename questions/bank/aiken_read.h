/** Aiken read: one right answer a question, and nothing but stem, options and key. */
#ifndef QUESTIONS_BANK_AIKEN_READ_H
#define QUESTIONS_BANK_AIKEN_READ_H

#include <stdbool.h>

#include "questions/bank/bank.h"

/**
 * Fill a zeroed bank.  More is understood than Moodle does: a stem of several lines, and a key in
 * small letters; more is refused, too: labels out of order, and a key that names no option.
 * @return false after at least one error in `diags`.
 */
bool aiken_read(const struct source_text *text, struct bank *bank, struct diags *diags);

#endif
