/* One pass.  Platforms escape what is escaped already, so any number of "amp;" behind a '&' is one. */
#include "questions/score/fold.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "engine/utf8.h"
#include "questions/text/buffer.h"
#include "questions/text/white.h"

static int digit_of(char c, unsigned base)
{
    const int value = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : 16;
    return value < (int)base ? value : -1;
}

/* "#39;" or "#x27;" at `at`; returns its length, 0: it is none. */
static size_t numeric(const char *at, size_t left, uint32_t *code)
{
    const bool hex = left > 1 && (at[1] == 'x' || at[1] == 'X');
    const size_t first = hex ? 2 : 1;
    uint32_t value = 0;
    size_t i = first;
    for (int digit; i < left && i < first + 7 && (digit = digit_of(at[i], hex ? 16 : 10)) >= 0;
         i++) {
        value = value * (hex ? 16 : 10) + (uint32_t)digit;
    }
    if (i == first || i == left || at[i] != ';' || value == 0 || value > 0x10ffff ||
        (value >= 0xd800 && value < 0xe000)) {
        return 0;
    }
    *code = value;
    return i + 1;
}

/* What stands behind a '&': "lt;", "#39;"; returns its length, 0: nothing that is known. */
static size_t named(const char *at, size_t left, uint32_t *code)
{
    static const struct {
        const char *name;
        uint32_t code;
    } names[] = {{"lt;", '<'}, {"gt;", '>'}, {"quot;", '"'}, {"apos;", '\''}, {"nbsp;", ' '}};
    if (left > 0 && *at == '#') {
        return numeric(at, left, code);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const size_t length = strlen(names[i].name);
        if (length <= left && memcmp(at, names[i].name, length) == 0) {
            *code = names[i].code;
            return length;
        }
    }
    return 0;
}

/* reference = "&" *"amp;" (name ";") / "&" 1*"amp;".  Returns its length, 0: it is none. */
static size_t reference(const char *at, size_t left, uint32_t *code)
{
    size_t length = 1;
    while (left - length >= 4 && memcmp(at + length, "amp;", 4) == 0) {
        length += 4;
    }
    const size_t name = named(at + length, left - length, code);
    if (name == 0) {
        *code = '&';
        return length > 1 ? length : 0;
    }
    return length + name;
}

/* The next character and how many bytes it takes; UINT32_MAX: a byte that is not UTF-8. */
static size_t next_code(const char *at, size_t left, uint32_t *code)
{
    size_t width = *at == '&' ? reference(at, left, code) : 0;
    if (width == 0) {
        width = utf8_decode(at, left, code);
    }
    if (width == 0) {
        *code = UINT32_MAX;
        width = 1;
    }
    return width;
}

static bool is_space(uint32_t code)
{
    return code == ' ' || (code >= '\t' && code <= '\r') || white_is(code);
}

void fold_text(struct buffer *out, const char *bytes, size_t length)
{
    bool space = false, any = false;
    size_t width;
    for (size_t at = 0; at < length; at += width) {
        uint32_t code = 0;
        width = next_code(bytes + at, length - at, &code);
        if (is_space(code)) {
            space = true;
            continue;
        }
        if (space && any) {
            buffer_add_char(out, ' ');
        }
        space = false;
        any = true;
        if (code == UINT32_MAX) {
            buffer_add_char(out, bytes[at]);
        } else if (code < 0x80) {
            buffer_add_char(out, (char)(code >= 'A' && code <= 'Z' ? code + 32 : code));
        } else {
            char utf8[4];
            const utf8proc_int32_t small = utf8proc_tolower((utf8proc_int32_t)code);
            buffer_add(out, utf8, utf8_encode((uint32_t)small, utf8));
        }
    }
}
