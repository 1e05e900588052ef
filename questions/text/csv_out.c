/* Quoting is RFC 4180, section 2; the guard is what OWASP's "CSV Injection" page asks for. */
#include "questions/text/csv_out.h"

#include <string.h>

#include "questions/text/buffer.h"

static size_t count_digits(const char *bytes, size_t length)
{
    size_t count = 0;
    while (count < length && bytes[count] >= '0' && bytes[count] <= '9') {
        count++;
    }
    return count;
}

static size_t count_sign(const char *bytes, size_t length)
{
    return length > 0 && (bytes[0] == '+' || bytes[0] == '-') ? 1 : 0;
}

/* number = [sign] digits ["." digits] [("e" | "E") [sign] digits], and nothing behind it. */
static bool is_number(const char *bytes, size_t length)
{
    size_t at = count_sign(bytes, length);
    size_t digits = count_digits(bytes + at, length - at);
    at += digits;
    if (digits > 0 && at < length && bytes[at] == '.') {
        digits = count_digits(bytes + at + 1, length - at - 1);
        at += 1 + digits;
    }
    if (digits > 0 && at < length && (bytes[at] == 'e' || bytes[at] == 'E')) {
        at += 1 + count_sign(bytes + at + 1, length - at - 1);
        digits = count_digits(bytes + at, length - at);
        at += digits;
    }
    return digits > 0 && at == length;
}

bool csv_is_formula(const char *bytes, size_t length)
{
    const bool starts = length > 0 && bytes[0] != '\0' && strchr("=+-@\t\r", bytes[0]) != NULL;
    return starts && !is_number(bytes, length);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

static bool needs_quotes(const char *bytes, size_t length, char separator)
{
    for (size_t i = 0; i < length; i++) {
        const char c = bytes[i];
        if (c == separator || c == '"' || c == '\r' || c == '\n') {
            return true;
        }
    }
    return length > 0 && (is_space(bytes[0]) || is_space(bytes[length - 1]));
}

static void add_doubled(struct buffer *out, const char *bytes, size_t length)
{
    const char *end = bytes + length;
    for (const char *quote; (quote = memchr(bytes, '"', (size_t)(end - bytes))) != NULL;) {
        buffer_add(out, bytes, (size_t)(quote + 1 - bytes));
        buffer_add_char(out, '"');
        bytes = quote + 1;
    }
    buffer_add(out, bytes, (size_t)(end - bytes));
}

void csv_add_cell(struct buffer *out, const char *bytes, size_t length, char separator, bool guard)
{
    if (length == 0) {
        return;
    }
    const bool quotes = needs_quotes(bytes, length, separator);
    if (quotes) {
        buffer_add_char(out, '"');
    }
    if (guard && csv_is_formula(bytes, length)) {
        buffer_add_char(out, '\'');
    }
    if (quotes) {
        add_doubled(out, bytes, length);
        buffer_add_char(out, '"');
    } else {
        buffer_add(out, bytes, length);
    }
}
