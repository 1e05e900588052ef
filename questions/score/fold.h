/**
 * Texts made alike that people take for the same: letter case, runs of white space and how a platform
 * escapes characters of HTML do not matter when an answer's full text is compared with the options'.
 */
#ifndef QUESTIONS_SCORE_FOLD_H
#define QUESTIONS_SCORE_FOLD_H

#include <stddef.h>

struct buffer; /* questions/text/buffer.h */

/**
 * Add a text folded: letters small, each run of white space (no-break and wide spaces, too) one space, none at
 * the ends, and character references (`&lt;`, `&#39;`, `&amp;lt;`) made characters.  Bytes that are not
 * UTF-8 stay as they are.
 */
void fold_text(struct buffer *out, const char *bytes, size_t length);

#endif
