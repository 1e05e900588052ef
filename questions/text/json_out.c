/*
 * A comma precedes each value but the first in its object or array, and the one behind a key.  Banks
 * of a hundred thousand questions are written here: strings are looked through many bytes at a time,
 * and a string without escapes, comma and quotes included, goes into the buffer in one piece.
 */
#include "questions/text/json_out.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "engine/utf8.h"
#include "questions/text/buffer.h"
#include "questions/text/safe.h"

/* What stands before every value and every key. */
static void separate(struct json_out *j)
{
    if (j->comma) {
        buffer_add_char(j->out, ',');
    }
    j->comma = true;
}

static void add_value(struct json_out *j, const char *text)
{
    separate(j);
    buffer_add_text(j->out, text);
}

static void open_bracket(struct json_out *j, char bracket)
{
    separate(j);
    buffer_add_char(j->out, bracket);
    j->comma = false;
}

static void close_bracket(struct json_out *j, char bracket)
{
    buffer_add_char(j->out, bracket);
    j->comma = true;
}

void json_object_begin(struct json_out *j)
{
    open_bracket(j, '{');
}

void json_object_end(struct json_out *j)
{
    close_bracket(j, '}');
}

void json_array_begin(struct json_out *j)
{
    open_bracket(j, '[');
}

void json_array_end(struct json_out *j)
{
    close_bracket(j, ']');
}

/* ---- Strings ------------------------------------------------------------------------------- */

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (uint64_t)(byte))
#define BLOCK           32 /* bytes looked at together; compilers make a few wide compares of it */

/* Is it an ASCII character that stands in a string as it is? */
static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

/* Whether any other character stands in a string as it is. */
static bool stands_as_is(uint32_t code)
{
    return code != '"' && code != '\\' && safe_code(code);
}

static bool is_plain_block(const char *bytes)
{
    unsigned char special = 0;
    for (size_t i = 0; i < BLOCK; i++) {
        const unsigned char c = (unsigned char)bytes[i];
        special |= (unsigned char)((c < 0x20) | (c >= 0x7f) | (c == '"') | (c == '\\'));
    }
    return special == 0;
}

/* Is one of eight bytes zero?  Never a false no; a false yes only costs a closer look. */
static uint64_t any_zero(uint64_t bytes)
{
    return (bytes - EACH_BYTE(0x01)) & ~bytes & EACH_BYTE(0x80);
}

static bool is_plain_word(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    /* DEL + 1 and a control character - 0x20 have the highest bit, too. */
    return ((word | (word + EACH_BYTE(1)) | (word - EACH_BYTE(0x20))) & EACH_BYTE(0x80)) == 0 &&
           any_zero(word ^ EACH_BYTE('"')) == 0 && any_zero(word ^ EACH_BYTE('\\')) == 0;
}

/* How many plain ASCII characters there are at the start. */
static size_t plain_ascii(const char *bytes, size_t length)
{
    size_t at = 0;
    while (length - at >= BLOCK && is_plain_block(bytes + at)) {
        at += BLOCK;
    }
    while (length - at >= sizeof(uint64_t) && is_plain_word(bytes + at)) {
        at += sizeof(uint64_t);
    }
    /* What is left is shorter than a word: it is looked at with the bytes before it. */
    if (length - at < sizeof(uint64_t) && length >= sizeof(uint64_t) &&
        is_plain_word(bytes + length - sizeof(uint64_t))) {
        return length;
    }
    while (at < length && is_plain((unsigned char)bytes[at])) {
        at++;
    }
    return at;
}

/* How many bytes at the start stand as they are. */
static size_t plain_run(const char *bytes, size_t length)
{
    size_t at = plain_ascii(bytes, length);
    while (at < length && (unsigned char)bytes[at] >= 0x80) {
        uint32_t code;
        const size_t size = utf8_decode(bytes + at, length - at, &code);
        if (size == 0 || !stands_as_is(code)) {
            break;
        }
        at += size;
        at += plain_ascii(bytes + at, length - at);
    }
    return at;
}

static void add_escape(struct buffer *out, uint32_t code)
{
    static const char with_letter[] = "\"\\\b\f\n\r\t";
    static const char letter[] = "\"\\bfnrt";
    const char *found = code == 0 || code >= 0x80 ? NULL : strchr(with_letter, (int)code);
    if (found != NULL) {
        const char escape[2] = {'\\', letter[found - with_letter]};
        buffer_add(out, escape, sizeof escape);
    } else {
        buffer_addf(out, "\\u%04x", (unsigned)code); /* none of ours is above U+FFFF */
    }
}

/* What stands behind the plain run of a string that has more in it. */
static void add_rest(struct buffer *out, const char *bytes, size_t length)
{
    size_t at = 0;
    while (at < length) {
        uint32_t code;
        const size_t size = utf8_decode(bytes + at, length - at, &code);
        if (size == 0) {
            buffer_add_text(out, "\xef\xbf\xbd");
        } else {
            add_escape(out, code);
        }
        at += size == 0 ? 1 : size;
        const size_t run = plain_run(bytes + at, length - at);
        buffer_add(out, bytes + at, run);
        at += run;
    }
}

/* A string, with the comma before it and, if it is a key, the colon behind: mostly one piece. */
static void add_quoted(struct json_out *j, const char *bytes, size_t length, bool key)
{
    const size_t run = plain_run(bytes, length);
    char *start = buffer_room(j->out, run + 4);
    if (start == NULL) {
        return;
    }
    char *at = start;
    if (j->comma) {
        *at++ = ',';
    }
    *at++ = '"';
    if (run > 0) { /* no bytes may be no address */
        memcpy(at, bytes, run);
        at += run;
    }
    if (run == length) {
        *at++ = '"';
        *at = ':'; /* of a value it is not counted */
        buffer_added(j->out, (size_t)(at - start) + (key ? 1 : 0));
    } else {
        buffer_added(j->out, (size_t)(at - start));
        add_rest(j->out, bytes + run, length - run);
        buffer_add(j->out, "\":", key ? 2 : 1);
    }
    j->comma = !key;
}

void json_key(struct json_out *j, const char *key)
{
    add_quoted(j, key, strlen(key), true);
}

void json_string_n(struct json_out *j, const char *bytes, size_t length)
{
    add_quoted(j, bytes, length, false);
}

void json_string(struct json_out *j, const char *text)
{
    if (text == NULL) {
        json_null(j);
    } else {
        json_string_n(j, text, strlen(text));
    }
}

/* ---- Other values -------------------------------------------------------------------------- */

void json_bool(struct json_out *j, bool value)
{
    add_value(j, value ? "true" : "false");
}

void json_null(struct json_out *j)
{
    add_value(j, "null");
}

/* The digits of a whole number, "-" before them when `negative`; `places` of them behind a point. */
static void add_digits(struct json_out *j, uint64_t number, bool negative, size_t places)
{
    char text[24];
    char *at = text + sizeof text;
    for (size_t i = 0; i <= places || number > 0; i++) {
        if (i == places && places > 0) {
            *--at = '.';
        }
        *--at = (char)('0' + number % 10);
        number /= 10;
    }
    if (negative) {
        *--at = '-';
    }
    separate(j);
    buffer_add(j->out, at, (size_t)(text + sizeof text - at));
}

void json_int(struct json_out *j, int64_t value)
{
    add_digits(j, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, value < 0, 0);
}

void json_exact(struct json_out *j, uint64_t number)
{
    if (number <= JSON_EXACT_MAX) {
        json_int(j, (int64_t)number);
        return;
    }
    char text[24];
    (void)snprintf(text, sizeof text, "%" PRIu64, number);
    json_string(j, text);
}

/*
 * Nearly all numbers we write have at most four digits behind the point.  Such a one is the double
 * nearest to a decimal of at most 15 digits, and so %.15g prints that decimal: no need to ask it.
 */
static bool add_short_decimal(struct json_out *j, double value)
{
    const double size = fabs(value);
    if (!(size < 1e10)) {
        return false;
    }
    const double scaled = nearbyint(size * 1e4);
    if (scaled / 1e4 < size || scaled / 1e4 > size) {
        return false;
    }
    uint64_t number = (uint64_t)scaled;
    size_t places = 4;
    while (places > 0 && number % 10 == 0) {
        number /= 10;
        places--;
    }
    add_digits(j, number, value < 0, places);
    return true;
}

void json_number(struct json_out *j, double value)
{
    if (!isfinite(value)) {
        json_null(j);
        return;
    }
    if (add_short_decimal(j, value)) {
        return;
    }
    char text[32];
    snprintf(text, sizeof text, "%.15g", value);
    separate(j);
    /* Whatever the locale puts for the decimal point, which may be several bytes, becomes one. */
    for (const char *at = text; *at != '\0';) {
        const size_t number = strspn(at, "0123456789+-e");
        buffer_add(j->out, at, number);
        at += number;
        if (*at != '\0') {
            buffer_add_char(j->out, '.');
            at += strcspn(at, "0123456789+-e");
        }
    }
}

/* ---- Members ------------------------------------------------------------------------------- */

void json_member_string(struct json_out *j, const char *key, const char *text)
{
    json_key(j, key);
    json_string(j, text);
}

void json_member_bool(struct json_out *j, const char *key, bool value)
{
    json_key(j, key);
    json_bool(j, value);
}

void json_member_int(struct json_out *j, const char *key, int64_t value)
{
    json_key(j, key);
    json_int(j, value);
}

void json_member_number(struct json_out *j, const char *key, double value)
{
    json_key(j, key);
    json_number(j, value);
}
