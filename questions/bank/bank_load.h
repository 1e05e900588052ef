/** Reading a bank of any format: which one it is, and what holds for all of them. */
#ifndef QUESTIONS_BANK_BANK_LOAD_H
#define QUESTIONS_BANK_BANK_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/bank/bank.h"
#include "questions/bank/format.h"

/** By the ending of the text's name, where that is one that can be read, else by its look; or NULL. */
const struct format *bank_format(const struct source_text *text);
/**
 * Read a text into a zeroed bank.  Every item of it has an id afterwards, and no two have the same.
 * @text    must live as long as the bank: places point into it
 * @format  one that can be read
 * @diags   receives every fault that one run can find
 * @return  false after at least one error; bank_fini() is called in any case
 */
bool bank_load(const struct source_text *text, const struct format *format, struct bank *bank,
               struct diags *diags);

#endif
