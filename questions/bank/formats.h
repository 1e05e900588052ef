/** Every format that there is, each defined in a file of its own; the table of them is in format.c. */
#ifndef QUESTIONS_BANK_FORMATS_H
#define QUESTIONS_BANK_FORMATS_H

#include "questions/bank/format.h"

extern const struct format format_json;
extern const struct format format_ndjson;
extern const struct format format_gift;
extern const struct format format_aiken;
extern const struct format format_anki;
extern const struct format format_csv;
extern const struct format format_markdown;
extern const struct format format_amc;

#endif
