/*
 * One loop escapes for all: what differs between element text, attributes, HTML inside XML and XHTML
 * is a row of the table `spellings`.
 */
#include "questions/text/xml_out.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "engine/utf8.h"
#include "questions/text/buffer.h"

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

/* How some characters are written; NULL: as they are. */
struct spelling {
    const char *amp, *lt, *gt, *quot, *tab, *lf, *cr;
    const char *held_space; /* a space that HTML would swallow; NULL: spaces are never swallowed */
};

enum style { STYLE_TEXT, STYLE_ATTRIBUTE, STYLE_HTML, STYLE_XHTML };

static const struct spelling spellings[] = {
    [STYLE_TEXT] = {.amp = "&amp;", .lt = "&lt;", .gt = "&gt;", .cr = "&#13;"},
    [STYLE_ATTRIBUTE] = {.amp = "&amp;",
                         .lt = "&lt;",
                         .gt = "&gt;",
                         .quot = "&quot;",
                         .tab = "&#9;",
                         .lf = "&#10;",
                         .cr = "&#13;"},
    [STYLE_HTML] = {.amp = "&amp;amp;",
                    .lt = "&amp;lt;",
                    .gt = "&amp;gt;",
                    .tab = "&amp;#160; &amp;#160; ",
                    .lf = "&lt;br /&gt;",
                    .cr = "&lt;br /&gt;",
                    .held_space = "&amp;#160;"},
    [STYLE_XHTML] = {.amp = "&amp;",
                     .lt = "&lt;",
                     .gt = "&gt;",
                     .tab = "&#160; &#160; ",
                     .lf = "<br/>",
                     .cr = "<br/>",
                     .held_space = "&#160;"},
};

/* The production Char of XML 1.0 (fifth edition, section 2.2). */
static bool is_xml_char(uint32_t code)
{
    return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code <= 0xd7ff) ||
           (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
}

/* The spelling of one ASCII character; NULL: as it is. */
static const char *spell(const struct spelling *how, char c)
{
    switch (c) {
    case '&':
        return how->amp;
    case '<':
        return how->lt;
    case '>':
        return how->gt;
    case '"':
        return how->quot;
    case '\t':
        return how->tab;
    case '\n':
        return how->lf;
    case '\r':
        return how->cr;
    default:
        return NULL;
    }
}

/* A space; every second one of a row, and the first of a line, must be held where HTML is read. */
static void add_space(struct buffer *out, const struct spelling *how, bool *after_space)
{
    if (how->held_space != NULL && *after_space) {
        buffer_add_text(out, how->held_space);
        *after_space = false;
    } else {
        buffer_add_char(out, ' ');
        *after_space = true;
    }
}

static void add_escaped(struct buffer *out, const char *text, enum style style)
{
    const struct spelling *how = &spellings[style];
    const size_t length = strlen(text);
    bool after_space = true; /* or at the start of a line */
    for (size_t at = 0; at < length;) {
        uint32_t code = 0;
        const size_t size = utf8_decode(text + at, length - at, &code);
        const char *spelled = size == 1 ? spell(how, text[at]) : NULL;
        if (size == 0 || !is_xml_char(code)) {
            buffer_add_text(out, REPLACEMENT);
        } else if (code == ' ') {
            add_space(out, how, &after_space);
        } else if (code == '\r' && how->held_space != NULL && text[at + 1] == '\n') {
            spelled = NULL; /* CR LF is one line end */
        } else if (spelled != NULL) {
            buffer_add_text(out, spelled);
        } else {
            buffer_add(out, text + at, size);
        }
        if (code != ' ') {
            after_space = code == '\n' || code == '\r' || code == '\t';
        }
        at += size == 0 ? 1 : size;
    }
}

static void add_indent(struct xml_out *x)
{
    for (size_t i = 0; i < x->depth; i++) {
        buffer_add_text(x->out, "  ");
    }
}

/* "<name" and its attributes; the caller adds what closes the tag. */
static void add_tag(struct xml_out *x, const char *name, const char *const *pairs)
{
    add_indent(x);
    buffer_add_char(x->out, '<');
    buffer_add_text(x->out, name);
    for (; pairs != NULL && pairs[0] != NULL; pairs += 2) {
        if (pairs[1] != NULL) {
            buffer_add_char(x->out, ' ');
            buffer_add_text(x->out, pairs[0]);
            buffer_add_text(x->out, "=\"");
            add_escaped(x->out, pairs[1], STYLE_ATTRIBUTE);
            buffer_add_char(x->out, '"');
        }
    }
}

static void add_leaf(struct xml_out *x, const char *name, const char *text,
                     const char *const *pairs, enum style style)
{
    add_tag(x, name, pairs);
    if (text == NULL) {
        buffer_add_text(x->out, "/>\n");
        return;
    }
    buffer_add_char(x->out, '>');
    add_escaped(x->out, text, style);
    buffer_add_text(x->out, "</");
    buffer_add_text(x->out, name);
    buffer_add_text(x->out, ">\n");
}

void xml_declaration(struct xml_out *x)
{
    buffer_add_text(x->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

void xml_begin(struct xml_out *x, const char *name, const char *const *pairs)
{
    add_tag(x, name, pairs);
    buffer_add_text(x->out, ">\n");
    x->depth++;
}

void xml_end(struct xml_out *x, const char *name)
{
    assert(x->depth > 0);
    x->depth--;
    add_indent(x);
    buffer_add_text(x->out, "</");
    buffer_add_text(x->out, name);
    buffer_add_text(x->out, ">\n");
}

void xml_leaf(struct xml_out *x, const char *name, const char *text, const char *const *pairs)
{
    add_leaf(x, name, text, pairs, STYLE_TEXT);
}

void xml_leaf_html(struct xml_out *x, const char *name, const char *text, const char *const *pairs)
{
    add_leaf(x, name, text, pairs, STYLE_HTML);
}

void xml_leaf_xhtml(struct xml_out *x, const char *name, const char *text, const char *const *pairs)
{
    add_leaf(x, name, text, pairs, STYLE_XHTML);
}

struct xml_number xml_number(double value)
{
    char raw[32];
    struct xml_number number = {{0}};
    snprintf(raw, sizeof raw, "%.15g", isfinite(value) && value != 0 ? value : 0.0);
    /* Whatever the locale puts for the decimal point, which may be several bytes, becomes one. */
    size_t length = 0;
    for (const char *at = raw; *at != '\0';) {
        if (strchr("0123456789+-e", *at) != NULL) {
            number.text[length++] = *at++;
        } else {
            number.text[length++] = '.';
            at += strcspn(at, "0123456789+-e");
        }
    }
    return number;
}

bool xml_holds(const char *text)
{
    const size_t length = text != NULL ? strlen(text) : 0;
    size_t at = 0;
    while (at < length) {
        uint32_t code;
        const size_t size = utf8_decode(text + at, length - at, &code);
        if (size == 0 || !is_xml_char(code)) {
            return false;
        }
        at += size;
    }
    return true;
}
