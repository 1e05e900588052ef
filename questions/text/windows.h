/** Texts of Windows-1252, which old exports of platforms and spreadsheets are in, made UTF-8. */
#ifndef QUESTIONS_TEXT_WINDOWS_H
#define QUESTIONS_TEXT_WINDOWS_H

#include <stddef.h>

struct buffer; /* questions/text/buffer.h */

/**
 * Add the text, every byte a character of Windows-1252; the five that it does not have become U+FFFD.
 * Source: CP1252.TXT of the Unicode Consortium, version 2.01.
 */
void windows_to_utf8(struct buffer *out, const char *bytes, size_t length);

#endif
