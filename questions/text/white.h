/**
 * White space at the ends of a text, beyond ASCII, too: no-break and wide spaces, which spreadsheets and web
 * pages leave in cells and nobody sees.  Characters without any width (U+200B, U+FEFF) are none, nor is U+0085.
 */
#ifndef QUESTIONS_TEXT_WHITE_H
#define QUESTIONS_TEXT_WHITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Is it a space beyond ASCII: White_Space of the Unicode Character Database (PropList), but for U+0085? */
bool white_is(uint32_t code);
/** How many bytes (2 or 3) such a space at the beginning of a text takes; 0: there is none. */
size_t white_before(const char *bytes, size_t length);
/** The same of one at its end. */
size_t white_behind(const char *bytes, size_t length);
/** Leave out all spaces at both ends of a text, ASCII's (TAB, LF, VT, FF, CR, too) and these. */
void white_trim(const char **bytes, size_t *length);

#endif
