/* Latin-1 but for 0x80 to 0x9f, where Latin-1 has control characters. */
#include "questions/text/windows.h"

#include <stdint.h>

#include "engine/utf8.h"
#include "questions/text/buffer.h"

static const uint16_t from_80[32] = {
    0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178};

void windows_to_utf8(struct buffer *out, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const unsigned char byte = (unsigned char)bytes[i];
        char utf8[4];
        buffer_add(out, utf8,
                   utf8_encode(byte >= 0x80 && byte < 0xa0 ? from_80[byte - 0x80] : byte, utf8));
    }
}
