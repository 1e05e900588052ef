/** GIFT read: multiple choice and true/false, as Moodle writes them and people type them. */
#ifndef QUESTIONS_BANK_GIFT_READ_H
#define QUESTIONS_BANK_GIFT_READ_H

#include <stdbool.h>

#include "questions/bank/bank.h"

/**
 * Fill a zeroed bank.  Questions of other types (short answer, numerical, matching, essay,
 * description) are errors, each at its place; so is what Moodle would read as something else than
 * its author can have meant, such as a brace of a JSON policy.  A share of the credit for an option
 * that is not right is left out, with a warning.
 * @return false after at least one error in `diags`.
 */
bool gift_read(const struct source_text *text, struct bank *bank, struct diags *diags);

#endif
