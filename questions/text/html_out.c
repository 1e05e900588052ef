/* Every character of foreign text takes one of four ways: as it is, as a named reference, as a
 * numbered one, or made visible.  A page's style is put together before its head, because the head
 * states its digest. */
#include "questions/text/html_out.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "engine/utf8.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"
#include "questions/text/safe.h"
#include "questions/text/sha256.h"

/* ---- Characters ---------------------------------------------------------------------------- */

/* Controls and noncharacters may not stand in HTML, not even as references ("Preprocessing the input
 * stream" and "Character references", WHATWG HTML, read 2026-11-25). */
static bool may_stand(uint32_t code)
{
    const bool layout = code == '\t' || code == '\n' || code == '\r';
    const bool control = code < 0x20 || (code >= 0x7f && code <= 0x9f);
    const bool noncharacter = (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) == 0xfffe;
    return layout || (!control && !noncharacter);
}

static const char *named_reference(uint32_t code)
{
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static bool stands_as_is(uint32_t code)
{
    return code == '\t' || code == '\n' ||
           (safe_code(code) && may_stand(code) && named_reference(code) == NULL);
}

/* What nearly all text is made of: of these stands_as_is() is known without a look at the tables. */
static bool is_plain(char c)
{
    return c >= ' ' && c < 0x7f && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
}

/* How many bytes at the start stand as they are. */
static size_t plain_run(const char *bytes, size_t length)
{
    size_t at = 0;
    while (at < length) {
        if (is_plain(bytes[at])) {
            at++;
            continue;
        }
        uint32_t code;
        const size_t size = utf8_decode(bytes + at, length - at, &code);
        if (size == 0 || !stands_as_is(code)) {
            break;
        }
        at += size;
    }
    return at;
}

/* One character that does not stand as it is; returns how many bytes it takes. */
static size_t add_special(struct buffer *out, const char *bytes, size_t length)
{
    uint32_t code;
    const size_t size = utf8_decode(bytes, length, &code);
    if (size == 0) {
        buffer_addf(out, "\\x%02x", (unsigned)(unsigned char)bytes[0]);
        return 1;
    }
    if (code == '\r') {
        buffer_add_char(out, '\n');
        return length > 1 && bytes[1] == '\n' ? 2 : 1;
    }
    const char *name = named_reference(code);
    if (name != NULL) {
        buffer_add_text(out, name);
    } else {
        buffer_addf(out, may_stand(code) ? "&#x%x;" : "\\u{%x}", (unsigned)code);
    }
    return size;
}

void html_text_n(struct buffer *out, const char *bytes, size_t length)
{
    size_t at = 0;
    while (at < length) {
        const size_t run = plain_run(bytes + at, length - at);
        buffer_add(out, bytes + at, run);
        at += run;
        if (at < length) {
            at += add_special(out, bytes + at, length - at);
        }
    }
}

void html_text(struct buffer *out, const char *text)
{
    html_text_n(out, text, strlen(text));
}

bool html_holds(const char *text)
{
    size_t length = strlen(text);
    while (length > 0) {
        uint32_t code;
        const size_t size = utf8_decode(text, length, &code);
        if (size == 0 || !may_stand(code)) {
            return false;
        }
        text += size;
        length -= size;
    }
    return true;
}

/* ---- Lines and paragraphs ------------------------------------------------------------------ */

/* Length of the line break at the start of a text; 0: there is none. */
static size_t line_break(const char *text)
{
    if (text[0] == '\r') {
        return text[1] == '\n' ? 2 : 1;
    }
    return text[0] == '\n' ? 1 : 0;
}

/* The rest of the line, and what follows it. */
static const char *add_line(struct buffer *out, const char *text)
{
    const size_t length = strcspn(text, "\r\n");
    html_text_n(out, text, length);
    return text + length;
}

void html_lines(struct buffer *out, const char *text)
{
    while (*text != '\0') {
        text = add_line(out, text);
        if (*text != '\0') {
            buffer_add_text(out, "<br>");
            text += line_break(text);
        }
    }
}

void html_paragraphs(struct buffer *out, const char *text)
{
    const bool any = *text != '\0';
    if (any) {
        buffer_add_text(out, "<p>");
    }
    while (*text != '\0') {
        text = add_line(out, text);
        const size_t first = line_break(text);
        const size_t second = first > 0 ? line_break(text + first) : 0;
        if (first > 0) {
            buffer_add_text(out, second > 0 ? "</p>\n<p>" : "<br>");
        }
        text += first + second;
    }
    if (any) {
        buffer_add_text(out, "</p>\n");
    }
}

/* ---- Attributes, links, numbers, strings of CSS -------------------------------------------- */

void html_attribute(struct buffer *out, const char *name, const char *value)
{
    buffer_addf(out, " %s=\"", name);
    html_text(out, value);
    buffer_add_char(out, '"');
}

void html_link(struct buffer *out, const char *url, const char *text)
{
    const bool leads = url != NULL && (strncmp(url, "https://", strlen("https://")) == 0 ||
                                       strncmp(url, "http://", strlen("http://")) == 0);
    if (leads) {
        buffer_add_text(out, "<a");
        html_attribute(out, "href", url);
        buffer_add_text(out, " rel=\"noreferrer\">");
    }
    html_lines(out, text);
    if (leads) {
        buffer_add_text(out, "</a>");
    }
}

void html_number(struct buffer *out, double value)
{
    struct json_out json = {.out = out};
    json_number(&json, value);
}

static bool plain_in_css(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ';
}

/* "Consume an escaped code point", CSS Syntax Module Level 3: hexadecimal digits and one space. */
void html_css_string(struct buffer *out, const char *text)
{
    struct buffer safe = {0};
    safe_line(&safe, text, strlen(text));
    out->failed = out->failed || safe.failed;
    buffer_add_char(out, '"');
    for (const char *at = buffer_text(&safe); *at != '\0';) {
        uint32_t code = 0;
        const size_t size = utf8_decode(at, strlen(at), &code);
        if (plain_in_css(*at)) {
            buffer_add_char(out, *at);
        } else {
            buffer_addf(out, "\\%x ", (unsigned)code);
        }
        at += size;
    }
    buffer_add_char(out, '"');
    buffer_fini(&safe);
}

/* ---- Pages --------------------------------------------------------------------------------- */

static unsigned hex_digit(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* The bits of a digest in hexadecimal as base64 (RFC 4648, section 4): six of them a sign. */
static void add_base64(struct buffer *out, const char *hex)
{
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const size_t bits = 4 * strlen(hex);
    size_t written = 0;
    for (size_t first = 0; first < bits; first += 6) {
        unsigned six = 0;
        for (size_t bit = first; bit < first + 6; bit++) {
            const unsigned digit = bit < bits ? hex_digit(hex[bit / 4]) : 0;
            six = six << 1 | (digit >> (3 - bit % 4) & 1);
        }
        buffer_add_char(out, signs[six]);
        written++;
    }
    for (; written % 4 != 0; written++) {
        buffer_add_char(out, '=');
    }
}

const char *const html_style[] = {
    /* Colours.  Right and wrong also have words: colour alone says nothing. */
    ":root{--ink:#1c2128;--faint:#57606a;--paper:#fff;--panel:#f5f7f9;--line:#c9d1d9;"
    "--link:#0a4fa3;--right:#0f6128;--wrong:#a3201f}\n",
    /* One column that is comfortable to read. */
    "*{box-sizing:border-box}\n"
    "html{font:100%/1.55 system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,"
    "\"Noto Sans\",\"Liberation Sans\",sans-serif;-webkit-text-size-adjust:100%;"
    "text-size-adjust:100%}\n"
    "body{margin:0 auto;max-width:46rem;padding:2rem 1.25rem 4rem;color:var(--ink);"
    "background:var(--paper);overflow-wrap:anywhere}\n"
    "h1{margin:0 0 .5rem;font-size:1.75rem;line-height:1.25;text-wrap:balance}\n"
    "h2{margin:0 0 .5rem;font-size:1.125rem;line-height:1.35}\n"
    "h3{margin:1.25rem 0 .25rem;font-size:1rem}\n"
    "p{margin:0 0 .75rem;white-space:pre-wrap}\n"
    "p:last-child{margin-bottom:0}\n"
    "ul,ol{margin:0;padding-left:1.25rem}\n"
    "code{font:.9375em ui-monospace,\"Cascadia Mono\",Menlo,Consolas,\"Liberation Mono\",monospace}\n"
    "a{color:var(--link);text-underline-offset:.15em}\n"
    ":focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}\n"
    ".unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);"
    "white-space:nowrap}\n",
    "@media print{\n"
    ":root{--ink:#000;--faint:#333;--paper:#fff;--panel:#fff;--line:#777;--link:#000;"
    "--right:#000;--wrong:#000}\n"
    "body{max-width:none;padding:0}\n"
    "h1,h2,h3{break-after:avoid}\n"
    "p{orphans:3;widows:3}\n"
    "}\n",
    NULL};

/* Only on a screen: print stays black on white. */
static const char dark_style[] =
    "@media screen and (prefers-color-scheme:dark){\n"
    ":root{--ink:#e2e7ed;--faint:#a3adb8;--paper:#12161b;--panel:#1b2128;--line:#3d4650;"
    "--link:#82b7ff;--right:#6fd48a;--wrong:#ff9b93}\n"
    "}\n";

static void add_pieces(struct buffer *out, const char *const *pieces)
{
    for (size_t i = 0; pieces[i] != NULL; i++) {
        buffer_add_text(out, pieces[i]);
    }
}

static void add_style(struct buffer *out, const struct html_page *page)
{
    add_pieces(out, html_style);
    if (page->dark) {
        buffer_add_text(out, dark_style);
    }
    add_pieces(out, page->styles);
    if (page->rules != NULL) {
        buffer_add_text(out, page->rules);
    }
    assert(strchr(buffer_text(out), '<') == NULL); /* it would end the style, or look like it */
}

/* " style-src 'sha256-...';": what the policy allows, by its digest. */
static void add_allowed(struct buffer *out, const char *what, const char *text)
{
    char digest[SHA256_HEX_SIZE];
    sha256_hex(text, strlen(text), digest);
    buffer_addf(out, " %s 'sha256-", what);
    add_base64(out, digest);
    buffer_add_text(out, "';");
}

void html_page_begin(struct buffer *out, const struct html_page *page)
{
    struct buffer style = {0};
    add_style(&style, page);
    buffer_add_text(out,
                    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';");
    add_allowed(out, "style-src", buffer_text(&style));
    if (page->script != NULL) {
        add_allowed(out, "script-src", page->script);
    }
    buffer_addf(out,
                " base-uri 'none'; form-action 'none'\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"color-scheme\" content=\"%s\">\n"
                "<meta name=\"referrer\" content=\"no-referrer\">\n",
                page->dark ? "light dark" : "light");
    if (page->generator != NULL) {
        buffer_add_text(out, "<meta name=\"generator\"");
        html_attribute(out, "content", page->generator);
        buffer_add_text(out, ">\n");
    }
    buffer_add_text(out, "<title>");
    html_text(out, page->title);
    buffer_add_text(out, "</title>\n<style>");
    buffer_add(out, buffer_text(&style), style.length);
    buffer_add_text(out, "</style>\n</head>\n<body>\n");
    out->failed = out->failed || style.failed;
    buffer_fini(&style);
}

void html_page_end(struct buffer *out)
{
    buffer_add_text(out, "</body>\n</html>\n");
}

void html_page_end_script(struct buffer *out, const char *script)
{
    assert(strchr(script, '<') == NULL); /* it would end the script, or look like it */
    buffer_addf(out, "<script>%s</script>\n", script);
    html_page_end(out);
}
