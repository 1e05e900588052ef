/* One pass, with breaks and spaces held back until more text comes; see the header. */
#include "questions/text/html_in.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "engine/utf8.h"
#include "questions/text/buffer.h"

struct walk {
    struct buffer *out;
    size_t from; /* where what we add begins */
    const char *at, *end;
    int breaks; /* line breaks owed before the next text: at most 2 */
    bool space; /* a space is owed */
    int pre;    /* depth of <pre> */
};

static const struct {
    const char *name;
    uint32_t code;
} references[] = {
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},     {"apos", '\''},
    {"nbsp", ' '},     {"ndash", 0x2013}, {"mdash", 0x2014},  {"lsquo", 0x2018}, {"rsquo", 0x2019},
    {"ldquo", 0x201c}, {"rdquo", 0x201d}, {"hellip", 0x2026}, {"rarr", 0x2192},  {"times", 0xd7},
    {"auml", 0xe4},    {"ouml", 0xf6},    {"uuml", 0xfc},     {"szlig", 0xdf},   {"eacute", 0xe9},
};

/* Elements that end a line, and those that part paragraphs. */
static const char *const blocks[] = {"br", "div", "li", "tr",    "dt",     "dd",
                                     "hr", "ul",  "ol", "table", "section"};
static const char *const paragraphs[] = {"p",  "h1", "h2",  "h3",        "h4",
                                         "h5", "h6", "pre", "blockquote"};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_word(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

static void owe_breaks(struct walk *w, int breaks)
{
    w->breaks = w->breaks < breaks ? breaks : w->breaks;
}

/* Add some bytes of text, and before them what is owed. */
static void put(struct walk *w, const char *bytes, size_t length)
{
    if (w->out->length > w->from) {
        for (int i = 0; i < w->breaks; i++) {
            buffer_add_char(w->out, '\n');
        }
        if (w->breaks == 0 && w->space) {
            buffer_add_char(w->out, ' ');
        }
    }
    w->breaks = 0;
    w->space = false;
    buffer_add(w->out, bytes, length);
}

/* ---- References: "&" (name | "#" digits | "#x" hexdigits) ";" --------------------------------- */

static int digit_value(char c, int base)
{
    int value = c >= '0' && c <= '9' ? c - '0' : 99;
    value = c >= 'a' && c <= 'f' ? c - 'a' + 10 : value;
    value = c >= 'A' && c <= 'F' ? c - 'A' + 10 : value;
    return value < base ? value : -1;
}

static bool numeric(const char *digits, size_t length, int base, uint32_t *code)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < length; i++) {
        const int value = digit_value(digits[i], base);
        if (value < 0 || sum > 0x10ffff) {
            return false;
        }
        sum = sum * (uint32_t)base + (uint32_t)value;
    }
    *code = sum;
    const bool surrogate = sum >= 0xd800 && sum <= 0xdfff;
    return length > 0 && sum > 0 && sum <= 0x10ffff && !surrogate;
}

static bool named(const char *name, size_t length, uint32_t *code)
{
    for (size_t i = 0; i < COUNT(references); i++) {
        if (strlen(references[i].name) == length && memcmp(references[i].name, name, length) == 0) {
            *code = references[i].code;
            return true;
        }
    }
    return false;
}

static void read_reference(struct walk *w)
{
    const char *body = w->at + 1;
    const char *stop = body;
    while (stop < w->end && stop - body < 16 && (is_word(*stop) || *stop == '#')) {
        stop++;
    }
    const size_t length = (size_t)(stop - body);
    uint32_t code = 0;
    bool known = false;
    if (stop < w->end && *stop == ';' && length > 1 && body[0] == '#') {
        const bool hex = body[1] == 'x' || body[1] == 'X';
        known = hex ? numeric(body + 2, length - 2, 16, &code)
                    : numeric(body + 1, length - 1, 10, &code);
    } else if (stop < w->end && *stop == ';') {
        known = named(body, length, &code);
    }
    char bytes[4];
    if (!known) {
        put(w, "&", 1);
        w->at++;
    } else {
        put(w, bytes, utf8_encode(code, bytes));
        w->at = stop + 1;
    }
}

/* ---- Tags ------------------------------------------------------------------------------------ */

static bool listed(const char *const list[], size_t count, const char *name, size_t length)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(list[i]) == length && strncasecmp(list[i], name, length) == 0) {
            return true;
        }
    }
    return false;
}

/* Where a tag ends: behind its ">", those in quotes aside. */
static const char *tag_end(const char *at, const char *end)
{
    char quote = '\0';
    for (; at < end && (quote != '\0' || *at != '>'); at++) {
        if (quote != '\0') {
            quote = *at == quote ? '\0' : quote;
        } else if (*at == '"' || *at == '\'') {
            quote = *at;
        }
    }
    return at < end ? at + 1 : end;
}

/* Behind the next appearance of `what`, letter case aside; the end when there is none. */
static const char *behind(const char *at, const char *end, const char *what)
{
    const size_t length = strlen(what);
    for (; (size_t)(end - at) >= length; at++) {
        if (strncasecmp(at, what, length) == 0) {
            return at + length;
        }
    }
    return end;
}

/* "<" ["/"] name ... ">", a comment, or a declaration.  False: it is none of these. */
static bool read_tag(struct walk *w)
{
    const char *name = w->at + 1;
    const bool closing = name < w->end && *name == '/';
    name += closing ? 1 : 0;
    if (name < w->end && (*name == '!' || *name == '?')) {
        const bool comment = w->end - name >= 3 && memcmp(name, "!--", 3) == 0;
        w->at = comment ? behind(name, w->end, "-->") : tag_end(name, w->end);
        return true;
    }
    if (name >= w->end || !is_letter(*name)) {
        return false;
    }
    const char *stop = name;
    while (stop < w->end && is_word(*stop)) {
        stop++;
    }
    const size_t length = (size_t)(stop - name);
    const char *const pre[] = {"pre"};
    if (listed(paragraphs, COUNT(paragraphs), name, length)) {
        owe_breaks(w, 2);
    } else if (listed(blocks, COUNT(blocks), name, length)) {
        owe_breaks(w, 1);
    }
    if (listed(pre, 1, name, length)) {
        w->pre += closing ? -1 : 1;
        w->pre = w->pre < 0 ? 0 : w->pre;
    }
    w->at = tag_end(stop, w->end);
    if (!closing && length == 6 && strncasecmp(name, "script", 6) == 0) {
        w->at = tag_end(behind(w->at, w->end, "</script"), w->end);
    } else if (!closing && length == 5 && strncasecmp(name, "style", 5) == 0) {
        w->at = tag_end(behind(w->at, w->end, "</style"), w->end);
    }
    return true;
}

/* ---- All ------------------------------------------------------------------------------------- */

static void read_space(struct walk *w)
{
    if (w->pre == 0) {
        w->space = true;
    } else if (*w->at == '\n') {
        w->breaks++; /* in <pre> every line counts */
    } else if (*w->at != '\r') {
        put(w, w->at, 1);
    }
    w->at++;
}

void html_in(struct buffer *out, const char *html, size_t length)
{
    struct walk w = {.out = out, .from = out->length, .at = html, .end = html + length};
    while (w.at < w.end) {
        if (is_space(*w.at)) {
            read_space(&w);
        } else if (*w.at == '&') {
            read_reference(&w);
        } else if (*w.at != '<' || !read_tag(&w)) {
            put(&w, w.at, 1);
            w.at++;
        }
    }
}
