/** A bank read from CSV (data/README.md, "CSV"). */
#ifndef QUESTIONS_BANK_CSV_READ_H
#define QUESTIONS_BANK_CSV_READ_H

#include <stdbool.h>

#include "questions/bank/bank.h"

/**
 * Fill a zeroed bank.  Separator, line ends and a byte order mark are found out; columns may stand in
 * any order; a column that is none of ours is passed over with a warning.  Needed are stem, answer,
 * option_a and option_b.
 * @return false after at least one error in `diags`.
 */
bool csv_read(const struct source_text *text, struct bank *bank, struct diags *diags);

#endif
