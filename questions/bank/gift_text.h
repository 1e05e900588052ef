/** Texts of GIFT, escaped and unescaped; and the marks in its comments.  See format_gift.c. */
#ifndef QUESTIONS_BANK_GIFT_TEXT_H
#define QUESTIONS_BANK_GIFT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct buffer; /* questions/text/buffer.h */

#define GIFT_ID_MAX 100 /* characters of Moodle's id number; what is longer is cut */

/**
 * Add a text as GIFT has it: trimmed, a line break as \n, and escaped.
 * @arrows  write -> as an arrow character: it would make a matching question of a first right option
 */
void gift_add_text(struct buffer *out, const char *text, bool arrows);
/** The same with [plain] before it where its beginning would be taken for a format or a weight. */
void gift_add_guarded(struct buffer *out, const char *text, bool arrows);
/** Is there a sequence that Moodle and gift-pegjs keep for themselves (`&&` and a digit)? */
bool gift_has_placeholder(const char *text);

/** Add an id or a tag as it stands within [id:...] and [tag:...]. */
void gift_add_mark(struct buffer *out, const char *text, size_t most);
/** Would gift_add_mark() change it? */
bool gift_mark_spoiled(const char *text, size_t most);

/** Is `c` one of those that a backslash goes before? */
bool gift_is_special(char c);
/**
 * Add a stretch of a file as the text that it means: each line trimmed, empty lines (they were
 * comments) left out, escapes undone, the whole trimmed.
 */
void gift_unescape(struct buffer *out, const char *bytes, size_t length);

#endif
