/* Every code point there and back; all sequences of up to three bytes against a slow decoder. */
#include "engine/utf8.h"

#include <stdbool.h>

#include "tests/unit/check.h"

static bool is_code_point(uint32_t code)
{
    return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
}

static void test_round_trip(void)
{
    size_t wrong = 0;
    for (uint32_t code = 0; code <= 0x10ffff; code++) {
        if (is_code_point(code)) {
            char bytes[4];
            uint32_t back = 0;
            const size_t size = utf8_encode(code, bytes);
            wrong += utf8_decode(bytes, size, &back) != size || back != code;
            for (size_t cut = 1; cut < size; cut++) {
                wrong += utf8_decode(bytes, cut, &back) != 0;
            }
        }
    }
    CHECK_INT(wrong, 0);
}

/* The slow, obvious decoder: look for the code point whose encoding this is. */
static size_t slow_decode(const unsigned char *b, size_t length, uint32_t *code)
{
    static const struct {
        uint32_t least;
        unsigned mask, mark;
    } forms[] = {{0, 0x80, 0}, {0x80, 0xe0, 0xc0}, {0x800, 0xf0, 0xe0}, {0x10000, 0xf8, 0xf0}};
    for (size_t size = 1; size <= 4 && size <= length; size++) {
        if ((b[0] & forms[size - 1].mask) == forms[size - 1].mark) {
            uint32_t value = b[0] & ~forms[size - 1].mask;
            for (size_t i = 1; i < size; i++) {
                if (b[i] < 0x80 || b[i] > 0xbf) {
                    return 0;
                }
                value = value * 64 + b[i] - 0x80;
            }
            *code = value;
            return value >= forms[size - 1].least && is_code_point(value) ? size : 0;
        }
    }
    return 0;
}

static size_t count_differences(const unsigned char *bytes, size_t length)
{
    uint32_t a = 0;
    uint32_t b = 0;
    const size_t got = utf8_decode((const char *)bytes, length, &a);
    const size_t want = slow_decode(bytes, length, &b);
    return got != want || (want != 0 && a != b) ? 1 : 0;
}

static void test_all_short_sequences(void)
{
    size_t wrong = 0;
    for (unsigned i = 0; i < 1u << 24; i++) {
        const unsigned char b[4] = {(unsigned char)(i >> 16), (unsigned char)(i >> 8),
                                    (unsigned char)i, 0x80};
        for (size_t length = 1; length <= 4; length++) {
            if (b[0] >= 0x80 || length == 1) {
                wrong += count_differences(b, length);
            }
        }
    }
    CHECK_INT(wrong, 0);
}

static void test_unchanged_on_failure(void)
{
    uint32_t code = 7;
    CHECK_INT(utf8_decode("\xc0\x80", 2, &code), 0);
    CHECK_INT(utf8_decode("\xed\xa0\x80", 3, &code), 0);
    CHECK_INT(utf8_decode("\xf4\x90\x80\x80", 4, &code), 0);
    CHECK_INT(code, 7);
}

int main(void)
{
    RUN(test_round_trip);
    RUN(test_all_short_sequences);
    RUN(test_unchanged_on_failure);
    return check_end();
}
