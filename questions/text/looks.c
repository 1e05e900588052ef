/*
 * NFKC and what is ignorable come from utf8proc.  The look-alikes are a short table: letters that are one
 * key away on a keyboard of another alphabet; each stands for its capital, too.
 */
#include "questions/text/looks.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "engine/utf8.h"
#include "questions/text/buffer.h"
#include "questions/text/safe.h"

#define ASCII_END 0x80

static bool is_ascii(const char *bytes, size_t length)
{
    bool ascii = true;
    for (size_t i = 0; ascii && i < length; i++) {
        ascii = (unsigned char)bytes[i] < ASCII_END;
    }
    return ascii;
}

/* ---- One character --------------------------------------------------------------------------- */

static bool is_space(uint32_t code)
{
    const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return category == UTF8PROC_CATEGORY_ZS || (code >= '\t' && code <= '\r');
}

static bool is_unseen(uint32_t code)
{
    return !safe_code(code) || utf8proc_get_property((utf8proc_int32_t)code)->ignorable;
}

static bool is_dash(uint32_t code)
{
    return (code >= 0x2010 && code <= 0x2015) || code == 0x2212;
}

/* The Latin letter that a letter of another alphabet is mistaken for; 0: none. */
static char latin(uint32_t code)
{
    static const struct {
        uint32_t code;
        char letter;
    } letters[] = {
        {0x3b1, 'a'}, {0x3b2, 'b'}, {0x3b5, 'e'}, {0x3b6, 'z'}, {0x3b7, 'h'}, {0x3b9, 'i'},
        {0x3ba, 'k'}, {0x3bc, 'm'}, {0x3bd, 'n'}, {0x3bf, 'o'}, {0x3c1, 'p'}, {0x3c4, 't'},
        {0x3c5, 'y'}, {0x3c7, 'x'}, {0x430, 'a'}, {0x432, 'b'}, {0x435, 'e'}, {0x43a, 'k'},
        {0x43c, 'm'}, {0x43d, 'h'}, {0x43e, 'o'}, {0x440, 'p'}, {0x441, 'c'}, {0x442, 't'},
        {0x443, 'y'}, {0x445, 'x'}, {0x455, 's'}, {0x456, 'i'}, {0x458, 'j'},
    };
    const uint32_t small = (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
    char letter = 0;
    for (size_t i = 0; letter == 0 && i < sizeof letters / sizeof letters[0]; i++) {
        letter = letters[i].code == small ? letters[i].letter : '\0';
    }
    return letter != 0 && small != code ? (char)(letter - 'a' + 'A') : letter;
}

/* Does it look like another character, a plain one? */
static bool is_likeness(uint32_t code)
{
    char bytes[4];
    struct buffer plain = {0};
    if (code < ASCII_END) {
        return false;
    }
    looks_plain(&plain, bytes, utf8_encode(code, bytes));
    const bool like = plain.length > 0 && is_ascii(plain.bytes, plain.length);
    buffer_fini(&plain);
    return like;
}

/* ---- As it looks ------------------------------------------------------------------------------ */

/* Plain characters in place of their likenesses, and one space for a run of them. */
static void add_plain(struct buffer *out, const char *bytes, size_t length)
{
    bool space = false, any = false;
    size_t width;
    for (size_t at = 0; at < length; at += width) {
        uint32_t code = 0;
        width = utf8_decode(bytes + at, length - at, &code);
        if (width > 0 && is_space(code)) {
            space = any;
            continue;
        }
        buffer_add_text(out, space ? " " : "");
        space = false;
        any = true;
        const char letter = width > 1 ? latin(code) : '\0';
        if (letter != 0 || (width > 1 && is_dash(code))) {
            buffer_add_char(out, letter != 0 ? letter : '-');
        } else {
            width = width == 0 ? 1 : width;
            buffer_add(out, bytes + at, width);
        }
    }
}

static void add_mapped(struct buffer *out, const char *bytes, size_t length, bool small)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                                      UTF8PROC_IGNORE | (small ? UTF8PROC_CASEFOLD : 0);
    utf8proc_uint8_t *mapped = NULL;
    const utf8proc_ssize_t got =
        utf8proc_map((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)length, &mapped, options);
    if (got >= 0) {
        add_plain(out, (const char *)mapped, (size_t)got);
    } else if (got == UTF8PROC_ERROR_NOMEM) {
        out->failed = true;
    } else {
        buffer_add(out, bytes, length);
    }
    free(mapped);
}

void looks_plain(struct buffer *out, const char *bytes, size_t length)
{
    if (is_ascii(bytes, length)) {
        add_plain(out, bytes, length);
    } else {
        add_mapped(out, bytes, length, false);
    }
}

/* Take the leading zeros from digits at the end of the buffer; the last digit stays. */
static void drop_zeros(struct buffer *out, size_t from)
{
    size_t zeros = 0;
    for (size_t i = from; i < out->length; i++) {
        if (out->bytes[i] < '0' || out->bytes[i] > '9') {
            return;
        }
        zeros += out->bytes[i] == '0' && zeros == i - from && i + 1 < out->length;
    }
    if (zeros > 0) {
        memmove(out->bytes + from, out->bytes + from + zeros, out->length - from - zeros + 1);
        out->length -= zeros;
    }
}

void looks_fold(struct buffer *out, const char *bytes, size_t length)
{
    const size_t from = out->length;
    if (is_ascii(bytes, length)) {
        add_plain(out, bytes, length);
        for (size_t i = from; i < out->length; i++) {
            const char c = out->bytes[i];
            out->bytes[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        }
    } else {
        add_mapped(out, bytes, length, true);
    }
    drop_zeros(out, from);
}

/* ---- Shown ----------------------------------------------------------------------------------- */

static void show(struct buffer *out, const char *bytes, size_t length, bool all)
{
    size_t width;
    for (size_t at = 0; at < length; at += width) {
        uint32_t code = 0;
        width = utf8_decode(bytes + at, length - at, &code);
        if (width > 1 && (is_unseen(code) || is_space(code) || (all && is_likeness(code)))) {
            buffer_addf(out, "\\u{%x}", (unsigned)code);
        } else {
            width = width == 0 ? 1 : width;
            buffer_add(out, bytes + at, width);
        }
    }
}

void looks_show(struct buffer *out, const char *bytes, size_t length)
{
    show(out, bytes, length, false);
}

void looks_show_all(struct buffer *out, const char *bytes, size_t length)
{
    show(out, bytes, length, true);
}

static bool is_odd(uint32_t code)
{
    return code >= ASCII_END && (is_unseen(code) || is_space(code) || is_likeness(code));
}

static bool holds(const char *bytes, size_t length, const char *part, size_t part_length)
{
    bool found = false;
    for (size_t at = 0; !found && at + part_length <= length; at++) {
        found = memcmp(bytes + at, part, part_length) == 0;
    }
    return found;
}

/* The first odd character that another text does not have. */
static uint32_t odd_but_not_in(const char *bytes, size_t length, const char *other,
                               size_t other_length)
{
    size_t width;
    for (size_t at = 0; at < length; at += width) {
        uint32_t code = 0;
        width = utf8_decode(bytes + at, length - at, &code);
        if (width > 1 && is_odd(code) && !holds(other, other_length, bytes + at, width)) {
            return code;
        }
        width = width == 0 ? 1 : width;
    }
    return 0;
}

uint32_t looks_odd(const char *bytes, size_t length)
{
    return odd_but_not_in(bytes, length, "", 0);
}

void looks_name(struct buffer *out, uint32_t code)
{
    const bool wide = (code >= 0xff01 && code <= 0xff60) || (code >= 0xffe0 && code <= 0xffe6);
    buffer_addf(out, "%s (U+%04X)",
                is_unseen(code)    ? "an invisible character"
                : is_space(code)   ? "another kind of space"
                : is_dash(code)    ? "another kind of dash"
                : wide             ? "a full-width character"
                : latin(code) != 0 ? "a letter of another alphabet"
                                   : "a look-alike character",
                (unsigned)code);
}

/* ---- How two texts differ --------------------------------------------------------------------- */

/* The text in small letters and nothing else. */
static void add_small(struct buffer *out, const char *bytes, size_t length)
{
    size_t width;
    for (size_t at = 0; at < length; at += width) {
        uint32_t code = 0;
        char small[4];
        width = utf8_decode(bytes + at, length - at, &code);
        if (width > 0) {
            const utf8proc_int32_t lower = utf8proc_tolower((utf8proc_int32_t)code);
            buffer_add(out, small, utf8_encode((uint32_t)lower, small));
        } else {
            width = 1;
            buffer_add(out, bytes + at, 1);
        }
    }
}

typedef void changer(struct buffer *out, const char *bytes, size_t length);

/* Are two texts the same once both are changed so?  What fails there has failed in `out`. */
static bool same_after(changer *change, const char *a, size_t a_length, const char *b,
                       size_t b_length, struct buffer *out)
{
    struct buffer one = {0}, other = {0};
    change(&one, a, a_length);
    change(&other, b, b_length);
    const bool same =
        one.length == other.length && strcmp(buffer_text(&one), buffer_text(&other)) == 0;
    out->failed = out->failed || one.failed || other.failed;
    buffer_fini(&one);
    buffer_fini(&other);
    return same;
}

static bool are_digits(const char *bytes, size_t length)
{
    return length > 0 && strspn(bytes, "0123456789") >= length;
}

void looks_difference(struct buffer *out, const char *a, size_t a_length, const char *b,
                      size_t b_length)
{
    uint32_t odd = odd_but_not_in(b, b_length, a, a_length);
    odd = odd == 0 ? odd_but_not_in(a, a_length, b, b_length) : odd;
    if (odd != 0) {
        const bool only = same_after(looks_plain, a, a_length, b, b_length, out);
        buffer_add_text(out, only ? "differ only by " : "look alike, but for case and ");
        looks_name(out, odd);
    } else if (same_after(add_small, a, a_length, b, b_length, out)) {
        buffer_add_text(out, "differ only in case");
    } else if (are_digits(a, a_length) && are_digits(b, b_length)) {
        buffer_add_text(out, "differ only in leading zeros");
    } else {
        buffer_add_text(out, "look alike");
    }
}
