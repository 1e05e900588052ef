/**
 * Where two bytes stand in a text: the separators and line ends of a block of CSV, found many bytes
 * at once.
 */
#ifndef QUESTIONS_TEXT_MARKS_H
#define QUESTIONS_TEXT_MARKS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define MARKS_SLACK 64 /* bytes behind the text that may be read; what they are does not matter */

/**
 * Find every byte that is `a` or `b`.
 * @bytes   the text and MARKS_SLACK bytes more that may be read
 * @length  bytes of it, below 2^32
 * @places  receives the offsets, rising; room for `length`
 * @return  how many there are
 */
size_t marks_find(const char *bytes, size_t length, char a, char b, uint32_t places[]);
/** The same without instructions that only some processors have: what others use; for tests. */
size_t marks_find_plain(const char *bytes, size_t length, char a, char b, uint32_t places[]);

/** Eight bytes, the first of them in the lowest bits. */
static inline uint64_t marks_load(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

#endif
