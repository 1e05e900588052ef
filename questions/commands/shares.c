/* share = number [" "] ["%"] ; number = digits [("." / ",") digits] / ("." / ",") digits */
#include "questions/commands/shares.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "questions/text/buffer.h"

#define DIGITS      "0123456789"
#define LENGTH_MOST 15 /* bytes of a number; longer ones are no slip of the pen */

/* The number, and whether it is followed by "%"; below 0: it is none. */
static double read_share(const char *text, bool *percent)
{
    char number[LENGTH_MOST + 1];
    const size_t whole = strspn(text, DIGITS);
    const bool point = text[whole] == '.' || text[whole] == ',';
    const size_t part = point ? strspn(text + whole + 1, DIGITS) : 0;
    const size_t length = whole + (size_t)point + part;
    const char *rest = text + length + strspn(text + length, " ");
    *percent = *rest == '%';
    if (whole + part == 0 || length > LENGTH_MOST || rest[*percent ? 1 : 0] != '\0') {
        return -1;
    }
    memcpy(number, text, length);
    number[length] = '\0';
    if (point) {
        number[whole] = '.';
    }
    return strtod(number, NULL); /* the program never leaves the "C" locale's numbers */
}

void shares_hint_percent(struct buffer *out, const char *text)
{
    bool percent = false;
    double share = read_share(text, &percent);
    if (!percent && share == 1) {
        return;
    }
    share = !percent && share < 1 ? 100 * share : share;
    if (share >= 0 && share <= 100) {
        buffer_addf(out, "did you mean \"%.6g%%\"?", share);
    }
}

void shares_hint_number(struct buffer *out, const char *text, double least, double most)
{
    bool percent = false;
    double share = read_share(text, &percent);
    if (!percent && share >= 1 && share < 10) {
        return;
    }
    share = percent || share >= 10 ? share / 100 : share;
    if (share >= 0 && share >= least && share <= most) {
        buffer_addf(out, "did you mean \"%.6g\"?", share);
    }
}

const char *shares_hint(const struct buffer *hint)
{
    return hint->length > 0 ? hint->bytes : NULL;
}
