/**
 * HTML as editors of learning platforms write it, read as plain text: for question texts that are
 * imported.  It judges nothing and trusts nothing: what comes out is text.
 */
#ifndef QUESTIONS_TEXT_HTML_IN_H
#define QUESTIONS_TEXT_HTML_IN_H

#include <stddef.h>

struct buffer; /* questions/text/buffer.h */

/**
 * Add the text that a reader of the page would see.  Tags and comments are left out, with all that
 * stands in <script> and <style>; paragraphs are parted by an empty line, <br>, list items, table
 * rows and other blocks by a line break; other white space becomes one space, but not in <pre>;
 * character references are undone (numeric ones, and the few named ones that editors write); the
 * whole is trimmed.  A "<" that begins no tag stands for itself, as does an unknown reference.
 */
void html_in(struct buffer *out, const char *html, size_t length);

#endif
