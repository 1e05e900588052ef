/**
 * XML 1.0 written piece by piece into a buffer: escapes, indentation and quotes are put in here, and
 * nowhere else.  Whatever the text, the result is well-formed: characters that XML 1.0 forbids (all
 * controls but tab, LF and CR; U+FFFE, U+FFFF) and bytes that are not UTF-8 become U+FFFD, because
 * XML has no way to write them, not even as a number.  `>` is always escaped, so that no text ever
 * holds `]]>`; there are no CDATA sections.  A CR is written as a number, else it would be read as LF.
 */
#ifndef QUESTIONS_TEXT_XML_OUT_H
#define QUESTIONS_TEXT_XML_OUT_H

#include <stdbool.h>
#include <stddef.h>

struct buffer; /* questions/text/buffer.h */

/** Zero but for `out` to begin: `struct xml_out x = {.out = &buffer};`. */
struct xml_out {
    struct buffer *out;
    size_t depth; /* open elements; each indents by two spaces */
};

/* Names are ours, never foreign.  `pairs` are the attributes: a name and its value, and so on, then
 * NULL; XML_PAIRS("type", type, ...) makes them, NULL in its place means none.  A value may be any
 * text; a pair whose value is NULL is left out. */
#define XML_PAIRS(...) ((const char *const[]){__VA_ARGS__, NULL})

/** The first line: version and encoding. */
void xml_declaration(struct xml_out *x);
/** A start tag on a line of its own; xml_end() closes it. */
void xml_begin(struct xml_out *x, const char *name, const char *const *pairs);
void xml_end(struct xml_out *x, const char *name);
/** An element with a text and no child; an empty tag when the text is NULL. */
void xml_leaf(struct xml_out *x, const char *name, const char *text, const char *const *pairs);
/**
 * Plain text as HTML, and this escaped once more: what platforms expect where an element's text *is*
 * HTML.  Line ends become `<br />`; spaces that HTML would swallow (doubled ones, at a line's start)
 * become no-break spaces, a tab four spaces.
 */
void xml_leaf_html(struct xml_out *x, const char *name, const char *text, const char *const *pairs);
/** The same with the line breaks as elements: for formats that have XHTML elements of their own. */
void xml_leaf_xhtml(struct xml_out *x, const char *name, const char *text,
                    const char *const *pairs);

/** A number as a value, so that it needs no freeing: xml_number(1.5).text. */
struct xml_number {
    char text[32];
};
/** 15 significant digits at most, '.' in every locale; "0" when not finite. */
struct xml_number xml_number(double value);

/** Whether XML can carry a text (NULL: yes) without any U+FFFD put in. */
bool xml_holds(const char *text);

#endif
