/* A comma precedes each value but the first in its object or array, and the one behind a key. */
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

/* Whether a character stands in a string as it is. */
static bool stands_as_is(uint32_t code)
{
    return code != '"' && code != '\\' && safe_code(code);
}

static void add_escape(struct buffer *out, uint32_t code)
{
    static const char with_letter[] = "\"\\\b\f\n\r\t";
    static const char letter[] = "\"\\bfnrt";
    const char *found = code == 0 || code >= 0x80 ? NULL : strchr(with_letter, (int)code);
    if (found != NULL) {
        buffer_add_char(out, '\\');
        buffer_add_char(out, letter[found - with_letter]);
    } else {
        buffer_addf(out, "\\u%04x", (unsigned)code); /* none of ours is above U+FFFF */
    }
}

/* How many bytes at the start stand as they are. */
static size_t plain_run(const char *bytes, size_t length)
{
    size_t at = 0;
    while (at < length) {
        uint32_t code;
        const size_t size = utf8_decode(bytes + at, length - at, &code);
        if (size == 0 || !stands_as_is(code)) {
            break;
        }
        at += size;
    }
    return at;
}

static void add_quoted(struct buffer *out, const char *bytes, size_t length)
{
    buffer_add_char(out, '"');
    size_t at = 0;
    while (at < length) {
        const size_t run = plain_run(bytes + at, length - at);
        buffer_add(out, bytes + at, run);
        at += run;
        if (at < length) {
            uint32_t code;
            const size_t size = utf8_decode(bytes + at, length - at, &code);
            if (size == 0) {
                buffer_add_text(out, "\xef\xbf\xbd");
            } else {
                add_escape(out, code);
            }
            at += size == 0 ? 1 : size;
        }
    }
    buffer_add_char(out, '"');
}

void json_key(struct json_out *j, const char *key)
{
    separate(j);
    add_quoted(j->out, key, strlen(key));
    buffer_add_char(j->out, ':');
    j->comma = false;
}

void json_string_n(struct json_out *j, const char *bytes, size_t length)
{
    separate(j);
    add_quoted(j->out, bytes, length);
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

void json_int(struct json_out *j, int64_t value)
{
    separate(j);
    buffer_addf(j->out, "%" PRId64, value);
}

void json_number(struct json_out *j, double value)
{
    if (!isfinite(value)) {
        json_null(j);
        return;
    }
    char text[32];
    snprintf(text, sizeof text, "%.15g", value == 0 ? 0.0 : value); /* never "-0" */
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
