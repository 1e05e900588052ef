/**
 * HTML written piece by piece into a buffer: foreign text is escaped here, and nowhere else, and a page
 * begins here, with a policy that lets nothing load, and nothing run but what we wrote ourselves.
 *
 * What a reader gets is the very text, with two exceptions.  A character that HTML cannot hold (a
 * control character but tab and line breaks, a noncharacter, a byte that is not UTF-8) is made
 * visible as questions/text/safe.h spells it: ESC becomes `\u{1b}`.  CR LF, and CR alone, are one line
 * break.  Characters that turn the direction of text, or that a terminal must not get, are written as
 * references (`&#x202e;`): a browser reads the same character, while the file itself stays harmless to
 * look at.
 *
 * Texts from outside go into elements of their own with dir="auto": a right-to-left mark in one of
 * them then ends with it.
 */
#ifndef QUESTIONS_TEXT_HTML_OUT_H
#define QUESTIONS_TEXT_HTML_OUT_H

#include <stdbool.h>
#include <stddef.h>

struct buffer; /* questions/text/buffer.h */

/** Text between tags, or between the double quotes of an attribute.  Line feeds stay line feeds. */
void html_text(struct buffer *out, const char *text);
void html_text_n(struct buffer *out, const char *bytes, size_t length);
/** ` name="value"`, the space before it too.  The name is ours. */
void html_attribute(struct buffer *out, const char *name, const char *value);
/** Text between tags, each line break a <br>: for places where no paragraph may stand. */
void html_lines(struct buffer *out, const char *text);
/**
 * Plain text as paragraphs: <p> to </p> for each piece between empty lines, <br> for a single line
 * break; a second empty line begins the next paragraph with a <br>, so that nothing is lost.  Spaces and
 * tabs stay, and html_style shows them.  Empty text: no paragraph.
 */
void html_paragraphs(struct buffer *out, const char *text);
/** Text that leads to an address.  Only http: and https: lead anywhere; else (or where url is
 * NULL) the text stands alone. */
void html_link(struct buffer *out, const char *url, const char *text);
/** Whether a text comes through without anything made visible. */
bool html_holds(const char *text);

/** A number as JSON writes it: 15 digits at most, '.' in every locale. */
void html_number(struct buffer *out, double value);

/** Text as a quoted string of CSS, for `content:`.  It cannot end the string, nor the style. */
void html_css_string(struct buffer *out, const char *text);

/** What stands in the head of a page. */
struct html_page {
    const char *title;         /* foreign */
    const char *generator;     /* foreign; NULL: unsaid */
    const char *const *styles; /* CSS of ours, ends with NULL; comes after html_style */
    const char *rules; /* CSS made for this page (html_css_string()), after those; or NULL */
    /* JavaScript of ours, for what a page can do without; never from data, no "<" in it; NULL: none.
     * html_page_end_script() puts it at the end of the page. */
    const char *script;
    bool dark; /* follow a reader who likes dark pages; false: always light */
};

/**
 * From the doctype to <body>.  The Content-Security-Policy allows the style that stands in the page, by
 * its SHA-256, and in the same way the page's script, if it has one; nothing else: no picture, font,
 * frame, form or address of anybody's.  So neither style nor event attributes work in a page, and none
 * may be written.
 */
void html_page_begin(struct buffer *out, const struct html_page *page);
/** From </body> to the end. */
void html_page_end(struct buffer *out);
/** The same for a page that has a script. */
void html_page_end_script(struct buffer *out, const char *script);

/**
 * The style that every page begins with, in pieces, ends with NULL: colours as custom properties
 * (--ink, --faint, --paper, --panel, --line, --link, --right, --wrong; each pair of text and ground has
 * at least 4.5:1, WCAG 2.2 AA), one readable column, paragraphs that keep their spaces and never run
 * wider than the screen, a focus that shows, `.unseen` for words that only screen readers need, and
 * print in black on white.
 */
extern const char *const html_style[];

#endif
