/* Formats read, ids are settled; see the header. */
#include "questions/bank/bank_load.h"

#include <stdlib.h>

#include "questions/bank/bank_ids.h"

const struct format *bank_format(const struct source_text *text)
{
    const struct format *format = format_of_file(text->name);
    return format != NULL && format->read != NULL ? format : format_of_text(text);
}

bool bank_load(const struct source_text *text, const struct format *format, struct bank *bank,
               struct diags *diags)
{
    if (text->length > BANK_SIZE_MAX) {
        diags_add(diags, DIAG_ERROR, "too-large", &(struct place){text, 0, 1},
                  "the bank is larger than %zu MiB", BANK_SIZE_MAX / 1024 / 1024);
        return false;
    }
    const size_t errors = diags->errors;
    const bool read = format->read(text, bank, diags);
    return read && diags->errors == errors && bank_ids_settle(bank, diags);
}
