/*
 * White space is not written when it is met but owed: breaks and a space are paid when the next
 * visible character comes, so that nothing of it is left at either end.
 */
#include "questions/text/html_in.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "engine/utf8.h"
#include "questions/text/buffer.h"

struct reading {
    struct buffer *out;
    size_t start;  /* of our text in out */
    size_t breaks; /* line breaks owed */
    bool space;    /* a space owed */
    bool line_has; /* the line has a character */
    size_t pre;    /* <pre> elements around */
    enum html_lines lines;
    const char *lost;
};

/* ---- Characters ---------------------------------------------------------------------------- */

/* HTML 4's names for U+00A0 to U+00FF, in order. */
static const char latin_names[] =
    "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn "
    "sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave "
    "Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml "
    "ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN "
    "szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave "
    "iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute "
    "ucirc uuml yacute thorn yuml ";

/* Others that editors write; the rest of the 2,231 names of HTML 5 stay as they stand. */
static const struct {
    const char *name;
    uint32_t code;
} other_names[] = {
    {"amp", '&'},       {"lt", '<'},        {"gt", '>'},        {"quot", '"'},
    {"apos", '\''},     {"euro", 0x20ac},   {"ndash", 0x2013},  {"mdash", 0x2014},
    {"lsquo", 0x2018},  {"rsquo", 0x2019},  {"sbquo", 0x201a},  {"ldquo", 0x201c},
    {"rdquo", 0x201d},  {"bdquo", 0x201e},  {"bull", 0x2022},   {"hellip", 0x2026},
    {"dagger", 0x2020}, {"permil", 0x2030}, {"lsaquo", 0x2039}, {"rsaquo", 0x203a},
    {"ensp", 0x2002},   {"emsp", 0x2003},   {"thinsp", 0x2009}, {"zwnj", 0x200c},
    {"zwj", 0x200d},    {"lrm", 0x200e},    {"rlm", 0x200f},    {"larr", 0x2190},
    {"uarr", 0x2191},   {"rarr", 0x2192},   {"darr", 0x2193},   {"harr", 0x2194},
    {"lArr", 0x21d0},   {"rArr", 0x21d2},   {"hArr", 0x21d4},   {"minus", 0x2212},
    {"le", 0x2264},     {"ge", 0x2265},     {"ne", 0x2260},     {"asymp", 0x2248},
    {"infin", 0x221e},  {"radic", 0x221a},  {"sum", 0x2211},    {"isin", 0x2208},
    {"cap", 0x2229},    {"cup", 0x222a},    {"and", 0x2227},    {"or", 0x2228},
    {"forall", 0x2200}, {"exist", 0x2203},  {"empty", 0x2205},  {"trade", 0x2122},
    {"OElig", 0x152},   {"oelig", 0x153},   {"Scaron", 0x160},  {"scaron", 0x161},
    {"Yuml", 0x178},    {"Delta", 0x394},   {"Sigma", 0x3a3},   {"Omega", 0x3a9},
    {"alpha", 0x3b1},   {"beta", 0x3b2},    {"gamma", 0x3b3},   {"delta", 0x3b4},
    {"epsilon", 0x3b5}, {"lambda", 0x3bb},  {"mu", 0x3bc},      {"pi", 0x3c0},
    {"sigma", 0x3c3},   {"omega", 0x3c9},
};

/* The code point of a name; 0: none. */
static uint32_t named_code(const char *name, size_t length)
{
    uint32_t code = 0xa0;
    for (const char *at = latin_names; *at != '\0'; code++) {
        const size_t known = strcspn(at, " ");
        if (known == length && memcmp(at, name, length) == 0) {
            return code;
        }
        at += known + 1;
    }
    for (size_t i = 0; i < sizeof other_names / sizeof other_names[0]; i++) {
        if (strlen(other_names[i].name) == length &&
            memcmp(other_names[i].name, name, length) == 0) {
            return other_names[i].code;
        }
    }
    return 0;
}

/* The code point of the digits behind "&#"; U+FFFD where that is no character of a text. */
static uint32_t numbered_code(const char *digits, size_t length)
{
    const bool hex = length > 0 && (digits[0] == 'x' || digits[0] == 'X');
    const uint32_t base = hex ? 16 : 10;
    uint32_t code = 0;
    for (size_t i = hex ? 1 : 0; i < length && code <= 0x10ffff; i++) {
        const unsigned char c = (unsigned char)digits[i];
        code = code * base + (uint32_t)(isdigit(c) ? c - '0' : tolower(c) - 'a' + 10);
    }
    const bool control =
        code < 0x20 ? code != '\t' && code != '\n' && code != '\r' : code >= 0x7f && code < 0xa0;
    const bool none = code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
    return control || none ? 0xfffd : code;
}

/*
 * reference := '&' name ';' | "&#" digits ';' | "&#x" hexdigits ';'
 * Returns its length and sets the code point, or 0 when no known reference begins here.
 */
static size_t read_reference(const char *at, uint32_t *code)
{
    const bool number = at[1] == '#';
    const bool hex = number && (at[2] == 'x' || at[2] == 'X');
    const char *from = at + (number ? 2 : 1);
    const char *digits = hex ? from + 1 : from;
    const size_t length = !number ? strcspn(from, "; \t\r\n&<>")
                          : hex   ? strspn(digits, "0123456789abcdefABCDEF")
                                  : strspn(digits, "0123456789");
    if (length == 0 || digits[length] != ';') {
        return 0;
    }
    *code = number ? numbered_code(from, length + (hex ? 1 : 0)) : named_code(from, length);
    return *code == 0 ? 0 : (size_t)(digits + length + 1 - at);
}

/* ---- Text ---------------------------------------------------------------------------------- */

static void pay(struct reading *r)
{
    const bool empty = r->out->length == r->start;
    if (r->breaks > 0 && !empty) {
        for (size_t i = 0; i < r->breaks; i++) {
            buffer_add_char(r->out, '\n');
        }
    } else if (r->space && r->line_has && !empty) {
        buffer_add_char(r->out, ' ');
    }
    r->line_has = true;
    r->breaks = 0;
    r->space = false;
}

static void add_break(struct reading *r)
{
    r->breaks++;
    r->space = false;
    r->line_has = false;
}

/* At least so many breaks before what comes. */
static void need_breaks(struct reading *r, size_t count)
{
    while (r->breaks < count) {
        add_break(r);
    }
}

static void add_bytes(struct reading *r, const char *bytes, size_t length)
{
    pay(r);
    buffer_add(r->out, bytes, length);
}

/* A character of the source. */
static void add_source(struct reading *r, char c)
{
    const bool kept = r->pre > 0;
    if (c == '\n' && (kept || r->lines == HTML_LINES_BREAK)) {
        add_break(r);
    } else if (c == '\r' || (!kept && (c == ' ' || c == '\t' || c == '\n' || c == '\f'))) {
        r->space = r->space || !kept;
    } else {
        add_bytes(r, &c, 1);
    }
}

static void add_code(struct reading *r, uint32_t code)
{
    char bytes[4];
    if (code == 0xa0) {
        add_bytes(r, " ", 1);
    } else if (code == '\n' || code == '\r' || code == '\t') {
        add_source(r, (char)code);
    } else {
        add_bytes(r, bytes, utf8_encode(code, bytes));
    }
}

/* ---- Tags ---------------------------------------------------------------------------------- */

enum tag_kind {
    TAG_BREAK,
    TAG_BLOCK,
    TAG_PARAGRAPH,
    TAG_ITEM,
    TAG_CELL,
    TAG_PRE,
    TAG_LOST,
    TAG_RAW
};

static const struct {
    const char *name;
    enum tag_kind kind;
    const char *lost; /* what goes with it; NULL: nothing that counts */
} tags[] = {
    {"br", TAG_BREAK, NULL},
    {"p", TAG_PARAGRAPH, NULL},
    {"h1", TAG_PARAGRAPH, NULL},
    {"h2", TAG_PARAGRAPH, NULL},
    {"h3", TAG_PARAGRAPH, NULL},
    {"h4", TAG_PARAGRAPH, NULL},
    {"h5", TAG_PARAGRAPH, NULL},
    {"h6", TAG_PARAGRAPH, NULL},
    {"div", TAG_BLOCK, NULL},
    {"ul", TAG_BLOCK, NULL},
    {"ol", TAG_BLOCK, NULL},
    {"dl", TAG_BLOCK, NULL},
    {"dt", TAG_BLOCK, NULL},
    {"dd", TAG_BLOCK, NULL},
    {"tr", TAG_BLOCK, NULL},
    {"hr", TAG_BLOCK, NULL},
    {"section", TAG_BLOCK, NULL},
    {"blockquote", TAG_BLOCK, NULL},
    {"table", TAG_BLOCK, "a table"},
    {"li", TAG_ITEM, NULL},
    {"td", TAG_CELL, NULL},
    {"th", TAG_CELL, NULL},
    {"pre", TAG_PRE, NULL},
    {"img", TAG_LOST, "an image"},
    {"svg", TAG_LOST, "an image"},
    {"audio", TAG_LOST, "a sound"},
    {"video", TAG_LOST, "a film"},
    {"object", TAG_LOST, "an embedded object"},
    {"embed", TAG_LOST, "an embedded object"},
    {"iframe", TAG_LOST, "an embedded page"},
    {"math", TAG_LOST, "a formula"},
    {"input", TAG_LOST, "a form"},
    {"select", TAG_LOST, "a form"},
    {"sup", TAG_LOST, "a raised character"},
    {"sub", TAG_LOST, "a lowered character"},
    {"script", TAG_RAW, "a script"},
    {"style", TAG_RAW, NULL},
};

/* The end of the tag whose '<' is at `at`: behind its '>', quotes respected; NULL: never closed. */
static const char *tag_end(const char *at)
{
    while (*at != '\0' && *at != '>') {
        if (*at == '"' || *at == '\'') {
            at = strchr(at + 1, *at);
            if (at == NULL) {
                return NULL;
            }
        }
        at++;
    }
    return *at == '>' ? at + 1 : NULL;
}

/* Behind the end tag of a raw element, or the end of all. */
static const char *raw_end(const char *at, const char *name)
{
    for (; (at = strstr(at, "</")) != NULL; at += 2) {
        const char *end = strncasecmp(at + 2, name, strlen(name)) == 0 ? strchr(at, '>') : NULL;
        if (end != NULL) {
            return end + 1;
        }
    }
    return "";
}

static void do_tag(struct reading *r, enum tag_kind kind, bool closing)
{
    switch (kind) {
    case TAG_BREAK:
        add_break(r);
        break;
    case TAG_BLOCK:
        need_breaks(r, 1);
        break;
    case TAG_PARAGRAPH:
        need_breaks(r, 2);
        break;
    case TAG_ITEM:
        need_breaks(r, 1);
        if (!closing) {
            add_bytes(r, "-", 1);
            r->space = true;
        }
        break;
    case TAG_CELL:
        r->space = true;
        break;
    case TAG_PRE:
        need_breaks(r, 1);
        r->pre = closing ? r->pre - (r->pre > 0) : r->pre + 1;
        break;
    case TAG_LOST:
    case TAG_RAW:
        break;
    }
}

/* A whole tag, comment or declaration; returns what follows, or NULL when it is a mere '<'. */
static const char *read_tag(struct reading *r, const char *at)
{
    if (strncmp(at, "<!--", 4) == 0) {
        const char *end = strstr(at + 4, "-->");
        return end != NULL ? end + 3 : NULL;
    }
    const bool closing = at[1] == '/';
    const char *name = at + (closing ? 2 : 1);
    if (!isalpha((unsigned char)*name)) {
        return at[1] == '!' || at[1] == '?' ? tag_end(at) : NULL;
    }
    const char *end = tag_end(name);
    const size_t length = strcspn(name, " \t\r\n\f/>");
    for (size_t i = 0; end != NULL && i < sizeof tags / sizeof tags[0]; i++) {
        if (strlen(tags[i].name) == length && strncasecmp(tags[i].name, name, length) == 0) {
            do_tag(r, tags[i].kind, closing);
            r->lost = r->lost == NULL ? tags[i].lost : r->lost;
            return tags[i].kind == TAG_RAW && !closing ? raw_end(end, tags[i].name) : end;
        }
    }
    return end;
}

const char *html_plain(struct buffer *out, const char *html, enum html_lines lines)
{
    struct reading r = {.out = out, .start = out->length, .lines = lines};
    for (const char *at = html; *at != '\0';) {
        uint32_t code = 0;
        const char *next = *at == '<' ? read_tag(&r, at) : NULL;
        const size_t reference = *at == '&' ? read_reference(at, &code) : 0;
        if (next != NULL) {
            at = next;
        } else if (reference > 0) {
            add_code(&r, code);
            at += reference;
        } else {
            add_source(&r, *at);
            at++;
        }
    }
    return r.lost;
}
