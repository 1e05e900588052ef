/** Every format that there is, each defined in a file of its own; the table of them is in format.c. */
#ifndef QUESTIONS_BANK_FORMATS_H
#define QUESTIONS_BANK_FORMATS_H

#include "questions/bank/format.h"

extern const struct format format_html;

#endif
