/**
 * HTML, as editors of learning platforms write it, reduced to plain text: tags go, line breaks stay,
 * character references become characters.  It is no browser: whatever it is given, it gives text.
 */
#ifndef QUESTIONS_TEXT_HTML_IN_H
#define QUESTIONS_TEXT_HTML_IN_H

struct buffer; /* questions/text/buffer.h */

/** What a line feed in the source means. */
enum html_lines {
    HTML_LINES_SPACE, /* a space, as in any HTML */
    HTML_LINES_BREAK  /* a line break: Moodle's "auto-format" */
};

/**
 * Add the text of `html` to `out`, without white space at its ends.
 *
 * `<br>` and the ends of blocks break the line, paragraphs and headings leave an empty line between
 * them, a list's item begins "- ".  Runs of white space become one space, but in `<pre>`; `&nbsp;`
 * becomes a space that stays.  Comments, scripts and styles go with all that is in them.  References
 * that are not known stay as they stand; such to no character, and to control characters, become
 * U+FFFD.
 *
 * @return  what could not be kept, the first of it ("an image"); NULL: nothing.  Emphasis and other
 *          looks are not counted.
 */
const char *html_plain(struct buffer *out, const char *html, enum html_lines lines);

#endif
