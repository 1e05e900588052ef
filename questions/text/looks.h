/**
 * What a text looks like to a person: characters that nobody sees are left out, full-width forms, odd
 * spaces and dashes are the plain ones, letters of the Cyrillic and Greek alphabets those that they are
 * mistaken for.  Texts that differ and look alike are not the same; they are what a person must be asked
 * about, and shown so that the difference is seen.
 */
#ifndef QUESTIONS_TEXT_LOOKS_H
#define QUESTIONS_TEXT_LOOKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer; /* questions/text/buffer.h */

/**
 * Add the text as it looks: Unicode's NFKC without what is ignorable by default, look-alikes replaced, runs
 * of spaces made one, none at the ends.  Bytes that are not UTF-8 stay as they are.
 */
void looks_plain(struct buffer *out, const char *bytes, size_t length);
/** The same in small letters, and of digits alone without leading zeros: two texts look alike when it is equal. */
void looks_fold(struct buffer *out, const char *bytes, size_t length);

/** Add the text with `\u{200b}` in place of what cannot be seen: ignorable characters, spaces but U+0020. */
void looks_show(struct buffer *out, const char *bytes, size_t length);
/** The same, also of every character that looks like another one. */
void looks_show_all(struct buffer *out, const char *bytes, size_t length);

/** The first character that cannot be seen or looks like another one; 0: there is none. */
uint32_t looks_odd(const char *bytes, size_t length);
/** What it is: "an invisible character (U+200B)", "a full-width character (U+FF21)". */
void looks_name(struct buffer *out, uint32_t code);

/** Two texts that look alike but are not the same, and how they differ: "differ only in case". */
void looks_difference(struct buffer *out, const char *a, size_t a_length, const char *b,
                      size_t b_length);

#endif
