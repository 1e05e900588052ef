/*
 * Properties of all that goes out: valid UTF-8, no control that a terminal obeys, plain text as it
 * was.  They are looked for in all single bytes, all pairs of bytes, all code points and random
 * bytes, with a list of the dangerous characters that is written down here anew.
 */
#include "questions/text/safe.h"

#include <stdio.h>
#include <stdlib.h>

#include "engine/utf8.h"
#include "questions/text/buffer.h"
#include "questions/text/rng.h"
#include "tests/unit/check.h"

static bool is_dangerous(uint32_t code)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {{0x00, 0x1f},     {0x7f, 0x9f},     {0x61c, 0x61c},   {0x200e, 0x200f},
                  {0x2028, 0x202e}, {0x2066, 0x2069}, {0xfeff, 0xfeff}, {0xd800, 0xdfff}};
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (code >= ranges[i].first && code <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

/* Whether nothing in the text can do harm. */
static bool is_harmless(const struct buffer *text, bool lines)
{
    const char *bytes = buffer_text(text);
    for (size_t at = 0; at < text->length;) {
        uint32_t code;
        const size_t size = utf8_decode(bytes + at, text->length - at, &code);
        const bool layout = lines && size == 1 && (code == '\n' || code == '\t');
        if (size == 0 || (is_dangerous(code) && !layout)) {
            return false;
        }
        at += size;
    }
    return true;
}

/* Whether the bytes are UTF-8 without anything dangerous, so that they must stay as they are. */
static bool is_plain(const char *bytes, size_t length, bool lines)
{
    struct buffer text = {0};
    buffer_add(&text, bytes, length);
    const bool plain = is_harmless(&text, lines);
    buffer_fini(&text);
    return plain;
}

/* 0 when both functions do right by some bytes. */
static size_t count_faults(const char *bytes, size_t length)
{
    size_t faults = 0;
    for (int lines = 0; lines < 2; lines++) {
        struct buffer out = {0};
        (lines ? safe_terminal : safe_line)(&out, bytes, length);
        const bool same = out.length == length && memcmp(buffer_text(&out), bytes, length) == 0;
        faults += !is_harmless(&out, lines) || same != is_plain(bytes, length, lines);
        buffer_fini(&out);
    }
    return faults;
}

static void test_all_bytes(void)
{
    size_t faults = 0;
    for (int i = 0; i < 256; i++) {
        const char byte = (char)i;
        faults += count_faults(&byte, 1);
    }
    CHECK_INT(faults, 0);
}

static void test_all_pairs(void)
{
    size_t faults = 0;
    for (int i = 0; i < 65536; i++) {
        const char pair[2] = {(char)(i >> 8), (char)i};
        faults += count_faults(pair, 2);
    }
    CHECK_INT(faults, 0);
}

static void test_all_code_points(void)
{
    size_t faults = 0;
    for (uint32_t code = 0; code <= 0x10ffff; code++) {
        if (code < 0xd800 || code > 0xdfff) {
            char bytes[4];
            faults += count_faults(bytes, utf8_encode(code, bytes));
            faults += safe_code(code) == is_dangerous(code);
        }
    }
    CHECK_INT(faults, 0);
}

static void test_random_bytes(void)
{
    /* Bytes that begin, continue and break sequences, and plain ones. */
    static const unsigned char likely[] = {0x1b, 0x9b, 0xc2, 0x80, 0xe2, 0xaf, 0xef, 0xbb,
                                           0xbf, 0xf0, 0x9f, 0x98, 'a',  '\n', '\t', '['};
    struct rng rng;
    size_t faults = 0;
    rng_seed(&rng, 1);
    for (int i = 0; i < 100000; i++) {
        char bytes[40];
        const size_t length = rng_below(&rng, sizeof bytes + 1);
        for (size_t k = 0; k < length; k++) {
            const uint64_t number = rng_next(&rng);
            bytes[k] = (char)(number & 1 ? likely[number >> 8 & 15] : number >> 8);
        }
        faults += count_faults(bytes, length);
    }
    CHECK_INT(faults, 0);
}

static const char *line(const char *bytes)
{
    static struct buffer out;
    buffer_clear(&out);
    safe_line(&out, bytes, strlen(bytes));
    return buffer_text(&out);
}

static const char *terminal(const char *bytes, size_t length)
{
    static struct buffer out;
    buffer_clear(&out);
    safe_terminal(&out, bytes, length);
    return buffer_text(&out);
}

static void test_exact_forms(void)
{
    CHECK_STR(line("\033[31mred\a"), "\\u{1b}[31mred\\u{7}");
    CHECK_STR(line("\x9b"
                   "2J"),
              "\\x9b2J");
    CHECK_STR(line("\xc2\x9b"
                   "2J"),
              "\\u{9b}2J");
    CHECK_STR(line("a\nb\tc\r\x7f"), "a\\u{a}b\\u{9}c\\u{d}\\u{7f}");
    CHECK_STR(terminal("\xc3\xa9", 1), "\\xc3"); /* nothing behind the end is looked at */
    CHECK_STR(terminal("a\nb\tc\r\0", 7), "a\nb\tc\\u{d}\\u{0}");
    CHECK_STR(line("\xe2\x80\xae"
                   "evil\xe2\x81\xa9"),
              "\\u{202e}evil\\u{2069}");
    CHECK_STR(line("\xef\xbb\xbf"
                   "bom"),
              "\\u{feff}bom");
    CHECK_STR(line("caf\xe9 \xc3"), "caf\\xe9 \\xc3");
    CHECK_STR(line("\xed\xa0\x80"), "\\xed\\xa0\\x80");
    CHECK_STR(line("na\xc3\xafve \xe6\x97\xa5 \xf0\x9f\x98\x80 \\x"),
              "na\xc3\xafve \xe6\x97\xa5 \xf0\x9f\x98\x80 \\x");
}

int main(void)
{
    RUN(test_all_bytes);
    RUN(test_all_pairs);
    RUN(test_all_code_points);
    RUN(test_random_bytes);
    RUN(test_exact_forms);
    return check_end();
}
