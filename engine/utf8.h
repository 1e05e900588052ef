/** UTF-8, one character at a time (RFC 3629: not overlong, no surrogates, at most U+10FFFF). */
#ifndef ENGINE_UTF8_H
#define ENGINE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/**
 * Decode the character at the start of `length` (> 0) bytes.
 * @code    Receives the code point; unchanged on failure.
 * @return  how many bytes it takes (1 to 4), or 0 when they are not UTF-8 (also when they end in
 *          the middle of a character).
 */
size_t utf8_decode(const char *bytes, size_t length, uint32_t *code);
/** Encode a code point (a valid one) into at most 4 bytes, without a NUL; returns how many. */
size_t utf8_encode(uint32_t code, char bytes[4]);

#endif
