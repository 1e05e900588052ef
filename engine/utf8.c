/* Well-formed byte sequences: Unicode 15, table 3-7 (the same as RFC 3629, section 4). */
#include "engine/utf8.h"

#include <stdbool.h>

/* How many bytes a character takes by its first byte; 0 for bytes that begin none. */
static size_t sequence_length(unsigned char first)
{
    if (first < 0x80) {
        return 1;
    }
    if (first >= 0xc2 && first <= 0xdf) { /* 0xc0 and 0xc1 would be overlong */
        return 2;
    }
    if (first >= 0xe0 && first <= 0xef) {
        return 3;
    }
    return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

/* Whether a code point needs that many bytes and is none that UTF-8 leaves out. */
static bool is_well_formed(uint32_t code, size_t length)
{
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    return code >= least[length] && code <= 0x10ffff && !surrogate;
}

size_t utf8_decode(const char *bytes, size_t length, uint32_t *code)
{
    const unsigned char *b = (const unsigned char *)bytes;
    const size_t wanted = sequence_length(b[0]);
    if (wanted == 0 || wanted > length) {
        return 0;
    }
    uint32_t value = wanted == 1 ? b[0] : b[0] & (0xffu >> (wanted + 1));
    for (size_t i = 1; i < wanted; i++) {
        if ((b[i] & 0xc0) != 0x80) {
            return 0;
        }
        value = value << 6 | (b[i] & 0x3fu);
    }
    if (!is_well_formed(value, wanted)) {
        return 0;
    }
    *code = value;
    return wanted;
}

size_t utf8_encode(uint32_t code, char bytes[4])
{
    static const unsigned char mark[5] = {0, 0, 0xc0, 0xe0, 0xf0};
    const size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (code & 0x3f));
        code >>= 6;
    }
    bytes[0] = (char)(mark[length] | code);
    return length;
}
