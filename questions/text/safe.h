/**
 * Foreign text made harmless for a terminal.  Packs, banks, answers, file names and arguments pass
 * through here before a person sees them; nothing else in the program neutralises control bytes.
 */
#ifndef QUESTIONS_TEXT_SAFE_H
#define QUESTIONS_TEXT_SAFE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer; /* questions/text/buffer.h */

/**
 * Add `length` bytes of foreign text to `out`, every dangerous part made visible instead of
 * removed: C0 controls except line feed and tab, DEL, C1 controls (encoded, or as raw bytes),
 * bidirectional controls (U+202A..202E, U+2066..2069, U+200E, U+200F, U+061C), U+2028, U+2029,
 * U+FEFF and bytes that are not UTF-8.  A character becomes `\u{9b}`, a stray byte `\x9b`, in
 * lower-case hexadecimal.  The output is always valid UTF-8; all other text is unchanged.
 */
void safe_terminal(struct buffer *out, const char *bytes, size_t length);

/** The same for one line: line feeds and tabs, too, become visible. */
void safe_line(struct buffer *out, const char *bytes, size_t length);

/** Whether a code point passes safe_line() as it stands. */
bool safe_code(uint32_t code);

#endif
