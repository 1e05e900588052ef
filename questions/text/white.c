/* No such space takes more than three bytes of UTF-8. */
#include "questions/text/white.h"

#include "engine/utf8.h"

#define WIDEST 3

bool white_is(uint32_t code)
{
    return code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200a) || code == 0x2028 ||
           code == 0x2029 || code == 0x202f || code == 0x205f || code == 0x3000;
}

size_t white_before(const char *bytes, size_t length)
{
    uint32_t code = 0;
    const size_t width =
        length > 0 && (unsigned char)*bytes >= 0x80 ? utf8_decode(bytes, length, &code) : 0;
    return width > 0 && white_is(code) ? width : 0;
}

size_t white_behind(const char *bytes, size_t length)
{
    if (length == 0 || (unsigned char)bytes[length - 1] < 0x80) {
        return 0;
    }
    for (size_t width = 2; width <= WIDEST && width <= length; width++) {
        if (white_before(bytes + length - width, width) == width) {
            return width;
        }
    }
    return 0;
}

static bool is_ascii_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void white_trim(const char **bytes, size_t *length)
{
    size_t space;
    while (*length > 0 &&
           (space = is_ascii_space(**bytes) ? 1 : white_before(*bytes, *length)) > 0) {
        *bytes += space;
        *length -= space;
    }
    while (*length > 0 &&
           (space = is_ascii_space((*bytes)[*length - 1]) ? 1 : white_behind(*bytes, *length)) >
               0) {
        *length -= space;
    }
}
