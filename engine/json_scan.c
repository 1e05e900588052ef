/*
 * Recursive descent, at most JSON_DEPTH_MAX deep; each function begins with its grammar.  The first
 * fault ends the scan: what follows it would be guesswork.
 */
#include "engine/json_scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/diag.h"
#include "engine/json_in.h"
#include "engine/utf8.h"

/* 2^53: beyond it a double no longer holds every whole number. */
#define NUMBER_MAX      9007199254740992.0
#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (uint64_t)(byte))

struct scan {
    const struct source_text *text;
    struct json_spots *spots;
    const char *bytes;
    size_t length, at;
    int depth;
    const char *const *skip; /* members of the outermost object that are not wanted; may be NULL */
    bool skipping;           /* inside one of them: its values get no places */
    struct diags *diags;
};

static bool scan_value(struct scan *s, size_t key_offset, size_t key_length);
static bool note_spot(struct scan *s, size_t key_offset, size_t key_length);

static struct diag *complain(struct scan *s, size_t offset, size_t length, const char *id,
                             const char *text)
{
    const struct place place = {s->text, offset, length};
    return diags_add(s->diags, DIAG_ERROR, id, &place, "%s", text);
}

static void skip_space(struct scan *s)
{
    const char *bytes = s->bytes;
    size_t at = s->at;
    while (at < s->length &&
           (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
        at++;
    }
    s->at = at;
}

static bool at_char(const struct scan *s, char c)
{
    return s->at < s->length && s->bytes[s->at] == c;
}

/* Bytes that JSON has no use for outside a text, with what their writer may have had in mind. */
static const char *usual_slip(const struct scan *s)
{
    const char c = s->bytes[s->at];
    if (c == '/' || c == '#') {
        return "JSON knows no comments; a member whose name begins with x- can hold one";
    }
    if (c == '\'') {
        return "JSON wants double quotes";
    }
    if (c == '+') {
        return "a number has no + in front";
    }
    if (c == '}' || c == ']') {
        return "another bracket is still open, or nothing was opened here";
    }
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        return "only true, false and null stand without quotes, in small letters";
    }
    return NULL;
}

/* Something else stands where `wanted` should be: say what was wanted, and `hint` if there is one. */
static bool expected(struct scan *s, const char *wanted, const char *hint)
{
    const struct place place = {s->text, s->at, 1};
    uint32_t code;
    if (s->at >= s->length) {
        diag_hint(diags_add(s->diags, DIAG_ERROR, "json-syntax", &place,
                            "the text ends where %s should stand", wanted),
                  "is the file whole?");
    } else if (s->bytes[s->at] == '\0') {
        diag_hint(complain(s, s->at, 1, "json-nul", "a NUL byte stands here"),
                  "is this a text file, saved as UTF-8?");
    } else if (utf8_decode(s->bytes + s->at, s->length - s->at, &code) == 0) {
        diag_hint(complain(s, s->at, 1, "json-utf8", "this is not UTF-8"),
                  "save the file as UTF-8");
    } else {
        struct diag *diag =
            diags_add(s->diags, DIAG_ERROR, "json-syntax", &place, "%s should stand here", wanted);
        hint = usual_slip(s) != NULL ? usual_slip(s) : hint;
        if (hint != NULL) {
            diag_hint(diag, "%s", hint);
        }
    }
    return false;
}

static bool is_digit(const struct scan *s)
{
    return s->at < s->length && s->bytes[s->at] >= '0' && s->bytes[s->at] <= '9';
}

static bool skip_digits(struct scan *s)
{
    if (!is_digit(s)) {
        return expected(s, "a digit", NULL);
    }
    while (is_digit(s)) {
        s->at++;
    }
    return true;
}

/* number = [ "-" ] ( "0" | digit1-9 { digit } ) [ "." digits ] [ ( "e" | "E" ) [ sign ] digits ] */
static bool scan_number(struct scan *s)
{
    const size_t start = s->at;
    s->at += at_char(s, '-');
    if (at_char(s, '0')) {
        s->at++;
        if (is_digit(s)) {
            diag_hint(complain(s, start, s->at + 1 - start, "json-number",
                               "a number begins with a needless 0"),
                      "write a name made of digits as text, between quotes");
            return false;
        }
    } else if (!skip_digits(s)) {
        return false;
    }
    if (at_char(s, '.')) {
        s->at++;
        if (!skip_digits(s)) {
            return false;
        }
    }
    if (at_char(s, 'e') || at_char(s, 'E')) {
        s->at++;
        s->at += at_char(s, '+') || at_char(s, '-');
        if (!skip_digits(s)) {
            return false;
        }
    }
    return true;
}

static bool number_in_range(struct scan *s, size_t start)
{
    char digits[64];
    const size_t length = s->at - start;
    double value = INFINITY;
    if (length < sizeof digits) {
        memcpy(digits, s->bytes + start, length);
        digits[length] = '\0';
        value = strtod(digits, NULL);
    }
    if (fabs(value) <= NUMBER_MAX) {
        return true;
    }
    diag_hint(complain(s, start, length, "json-number",
                       length < sizeof digits ? "this number is larger than any we use"
                                              : "this number has more digits than any we use"),
              "write a name made of digits as text, between quotes");
    return false;
}

/* Four hexadecimal digits after \u; -1 when they are not there. */
static long scan_hex4(struct scan *s)
{
    long code = 0;
    for (int i = 0; i < 4; i++, s->at++) {
        const char c = s->at < s->length ? s->bytes[s->at] : '\0';
        const char *digits = "0123456789abcdef0123456789ABCDEF";
        const char *found = c != '\0' ? strchr(digits, c) : NULL;
        if (found == NULL) {
            return -1;
        }
        code = code * 16 + (found - digits) % 16;
    }
    return code;
}

/* After "\u": a code point, a pair of surrogates counting as one; never NUL or half a pair. */
static bool scan_unicode_escape(struct scan *s, size_t start)
{
    long code = scan_hex4(s);
    if (code < 0) {
        diag_hint(complain(s, start, 2, "json-syntax", "\\u wants four hexadecimal digits"),
                  "a backslash itself is written \\\\");
        return false;
    }
    if (code == 0) {
        diag_hint(complain(s, start, 6, "json-nul", "a NUL character (\\u0000) stands in a text"),
                  "take it out");
        return false;
    }
    if (code >= 0xd800 && code < 0xdc00 && at_char(s, '\\') && s->at + 1 < s->length &&
        s->bytes[s->at + 1] == 'u') {
        s->at += 2;
        const long low = scan_hex4(s);
        code = low >= 0xdc00 && low < 0xe000 ? 0x10000 : code;
    }
    if (code >= 0xd800 && code < 0xe000) {
        diag_hint(complain(s, start, 6, "json-utf8", "half of a surrogate pair is no character"),
                  "write the character itself, or both halves");
        return false;
    }
    return true;
}

static bool scan_escape(struct scan *s)
{
    const size_t start = s->at++;
    const char c = s->at < s->length ? s->bytes[s->at] : '\0';
    if (s->at == s->length) {
        return true; /* scan_string() says that the text is never closed */
    }
    if (c == 'u') {
        s->at++;
        return scan_unicode_escape(s, start);
    }
    if (c == '\0' || strchr("\"\\/bfnrt", c) == NULL) {
        diag_hint(complain(s, start, 2, "json-syntax", "this escape is unknown"),
                  "a backslash itself is written \\\\");
        return false;
    }
    s->at++;
    return true;
}

/* One character of a string that is neither a quote nor a backslash. */
static bool scan_character(struct scan *s)
{
    const unsigned char c = (unsigned char)s->bytes[s->at];
    uint32_t code;
    if (c == '\0') {
        diag_hint(complain(s, s->at, 1, "json-nul", "a NUL byte stands in a text"), "take it out");
        return false;
    }
    if (c == '\n' || c == '\r') {
        diag_hint(complain(s, s->at, 1, "json-syntax", "the line ends inside a text"),
                  "close the text with a quote, or write \\n");
        return false;
    }
    if (c < 0x20) {
        diag_hint(complain(s, s->at, 1, "json-syntax", "a control character stands in a text"),
                  "write it as \\u%04x", c);
        return false;
    }
    const size_t size = utf8_decode(s->bytes + s->at, s->length - s->at, &code);
    if (size == 0) {
        diag_hint(complain(s, s->at, 1, "json-utf8", "this is not UTF-8"),
                  "save the file as UTF-8");
        return false;
    }
    s->at += size;
    return true;
}

/* Is one of eight bytes zero?  Never a false no; a false yes only costs a closer look. */
static uint64_t any_zero(uint64_t bytes)
{
    return (bytes - EACH_BYTE(0x01)) & ~bytes & EACH_BYTE(0x80);
}

/* May one of eight bytes be a quote, a backslash, a control character or beyond ASCII? */
static bool may_be_special(const char *at)
{
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return ((bytes | (bytes - EACH_BYTE(0x20))) & EACH_BYTE(0x80)) != 0 ||
           any_zero(bytes ^ EACH_BYTE('"')) != 0 || any_zero(bytes ^ EACH_BYTE('\\')) != 0;
}

/* Most of any text is plain ASCII: pass over it quickly, eight bytes at a time. */
static void skip_plain(struct scan *s)
{
    const unsigned char *bytes = (const unsigned char *)s->bytes;
    size_t at = s->at;
    while (s->length - at >= sizeof(uint64_t) && !may_be_special(s->bytes + at)) {
        at += sizeof(uint64_t);
    }
    while (at < s->length && bytes[at] >= 0x20 && bytes[at] < 0x80 && bytes[at] != '"' &&
           bytes[at] != '\\') {
        at++;
    }
    s->at = at;
}

static bool scan_string(struct scan *s)
{
    const size_t start = s->at++;
    while (skip_plain(s), !at_char(s, '"')) {
        if (s->at >= s->length) {
            diag_hint(
                complain(s, start, 1, "json-syntax", "this text is never closed with a quote"),
                "is the file whole?");
            return false;
        }
        if (s->bytes[s->at] == '\\' ? !scan_escape(s) : !scan_character(s)) {
            return false;
        }
    }
    s->at++;
    return true;
}

static bool is_skipped(const struct scan *s, size_t key, size_t length)
{
    for (size_t i = 0; s->skip != NULL && s->depth == 1 && s->skip[i] != NULL; i++) {
        if (strlen(s->skip[i]) + 2 == length &&
            memcmp(s->skip[i], s->bytes + key + 1, length - 2) == 0) {
            return true;
        }
    }
    return false;
}

/* Scan a value that is not wanted, and put null in its place for cJSON. */
static bool scan_skipped(struct scan *s, size_t key, size_t key_length)
{
    skip_space(s);
    const size_t start = s->at;
    if (s->spots->blanked == NULL && (s->spots->blanked = malloc(s->length + 1)) != NULL) {
        memcpy(s->spots->blanked, s->bytes, s->length);
    }
    if (s->spots->blanked == NULL) {
        complain(s, start, 1, "memory", "memory ran out");
        return false;
    }
    const size_t spot = s->spots->count;
    if (!note_spot(s, key, key_length)) {
        return false;
    }
    s->skipping = true;
    const bool fine = scan_value(s, key, key_length);
    s->skipping = false;
    s->spots->items[spot].length = (uint32_t)(s->at - start);
    if (fine && s->at - start >= 4) {
        memset(s->spots->blanked + start, ' ', s->at - start);
        memcpy(s->spots->blanked + start, "null", 4);
    } else if (fine && s->bytes[start] == '[') {
        s->spots->blanked[start + 1] = s->at - start == 3 ? ' ' : ']'; /* [1]: too short for null */
    }
    return fine;
}

/* member = string ":" value */
static bool scan_member(struct scan *s)
{
    const size_t key = s->at;
    if (!at_char(s, '"')) {
        return expected(s, "a member's name in quotes", NULL);
    }
    if (!scan_string(s)) {
        return false;
    }
    const size_t length = s->at - key;
    skip_space(s);
    if (!at_char(s, ':')) {
        return expected(s, "a colon", "it parts a member's name from its value");
    }
    s->at++;
    return is_skipped(s, key, length) ? scan_skipped(s, key, length) : scan_value(s, key, length);
}

/* A comma and what follows it, which must not be the end. */
static bool scan_comma(struct scan *s, char close)
{
    const size_t comma = s->at++;
    skip_space(s);
    if (!at_char(s, close)) {
        return true;
    }
    diag_hint(
        complain(s, comma, 1, "json-syntax",
                 close == '}' ? "no member follows this comma" : "no value follows this comma"),
        "take it out");
    return false;
}

/* object = "{" [ member { "," member } ] "}" ; array = "[" [ value { "," value } ] "]" */
static bool scan_container(struct scan *s, char close)
{
    if (++s->depth > JSON_DEPTH_MAX) {
        diag_hint(complain(s, s->at, 1, "json-depth", "values are nested more than 32 levels deep"),
                  "no file of ours needs more than ten");
        return false;
    }
    s->at++;
    skip_space(s);
    bool more = !at_char(s, close);
    while (more) {
        skip_space(s);
        if (close == '}' ? !scan_member(s) : !scan_value(s, 0, 0)) {
            return false;
        }
        skip_space(s);
        more = at_char(s, ',');
        if (more && !scan_comma(s, close)) {
            return false;
        }
    }
    if (!at_char(s, close)) {
        return expected(s, close == '}' ? "a comma or \"}\"" : "a comma or \"]\"",
                        "is the comma after the value before it missing?");
    }
    s->at++;
    s->depth--;
    return true;
}

static bool scan_word(struct scan *s)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const size_t length = strlen(words[i]);
        if (s->length - s->at >= length && memcmp(s->bytes + s->at, words[i], length) == 0) {
            s->at += length;
            return true;
        }
    }
    return expected(s, "a value", NULL);
}

static bool note_spot(struct scan *s, size_t key_offset, size_t key_length)
{
    struct json_spots *spots = s->spots;
    if (s->skipping) {
        return true;
    }
    if (spots->count == spots->capacity) {
        const size_t capacity = spots->capacity == 0 ? 1024 : spots->capacity * 2;
        struct json_spot *grown = realloc(spots->items, capacity * sizeof *grown);
        if (grown == NULL) {
            complain(s, s->at, 1, "memory", "memory ran out");
            return false;
        }
        spots->items = grown;
        spots->capacity = capacity;
    }
    spots->items[spots->count++] =
        (struct json_spot){(uint32_t)s->at, 0, (uint32_t)key_offset, (uint32_t)key_length};
    return true;
}

static bool scan_value(struct scan *s, size_t key_offset, size_t key_length)
{
    skip_space(s);
    const size_t start = s->at;
    const size_t spot = s->spots->count;
    if (!note_spot(s, key_offset, key_length)) {
        return false;
    }
    const char c = s->at < s->length ? s->bytes[s->at] : '\0';
    bool fine;
    if (c == '{' || c == '[') {
        fine = scan_container(s, c == '{' ? '}' : ']');
    } else if (c == '"') {
        fine = scan_string(s);
    } else if (c == '-' || (c >= '0' && c <= '9')) {
        fine = scan_number(s) && number_in_range(s, start);
    } else {
        fine = scan_word(s);
    }
    if (!s->skipping) { /* else no spot was noted */
        s->spots->items[spot].length = (uint32_t)(s->at - start);
    }
    return fine;
}

static bool scan_text(struct scan *s)
{
    if (s->at == 0 && s->length >= 3 && memcmp(s->bytes, "\xef\xbb\xbf", 3) == 0) {
        s->at = 3; /* a byte order mark says only that this is UTF-8 */
    }
    skip_space(s);
    if (s->at == s->length) {
        diag_hint(complain(s, s->at, 1, "json-syntax", "the file is empty"),
                  "is it the right one?");
        return false;
    }
    if (!scan_value(s, 0, 0)) {
        return false;
    }
    skip_space(s);
    if (s->at < s->length) {
        diag_hint(complain(s, s->at, 1, "json-syntax", "text follows after the end of the value"),
                  "take it out, or is a bracket closed too early?");
        return false;
    }
    return true;
}

bool json_scan(const struct source_text *text, size_t from, size_t end, const char *const skip[],
               struct json_spots *spots, struct diags *diags)
{
    struct scan scan = {.text = text,
                        .spots = spots,
                        .bytes = text->bytes,
                        .length = end,
                        .at = from,
                        .skip = skip,
                        .diags = diags};
    return scan_text(&scan);
}

void json_spots_fini(struct json_spots *spots)
{
    free(spots->items);
    free(spots->blanked);
    *spots = (struct json_spots){0};
}
