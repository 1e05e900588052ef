/*
 * 64 bytes are compared and make a word of 64 bits, one for each byte; its bits are then taken out
 * from the lowest on.
 */
#include "questions/text/marks.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define BYTES(c) ((c)*UINT64_C(0x0101010101010101))
#define LOW_7    BYTES(0x7f)

#define ALWAYS_INLINE static inline __attribute__((always_inline))

/*
 * Bit i: byte i of the word is 0.  Adding 0x7f to the low seven bits of a byte sets its highest one
 * unless they are all 0; the multiplication brings the eight bits together, none upon another.
 */
static uint64_t zero_bytes(uint64_t word)
{
    const uint64_t others = ((word & LOW_7) + LOW_7) | word | LOW_7;
    return (~others >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

ALWAYS_INLINE uint64_t compare_plain(const char *bytes, char a, char b)
{
    uint64_t found = 0;
    for (size_t i = 0; i < 8; i++) {
        const uint64_t word = marks_load(bytes + 8 * i);
        found |= (zero_bytes(word ^ BYTES((unsigned char)a)) |
                  zero_bytes(word ^ BYTES((unsigned char)b)))
                 << (8 * i);
    }
    return found;
}

#if defined(__SSE2__)
ALWAYS_INLINE uint64_t compare_16(const char *bytes, char a, char b)
{
    const __m128i text = _mm_loadu_si128((const __m128i *)(const void *)bytes);
    const __m128i is_a = _mm_cmpeq_epi8(text, _mm_set1_epi8(a));
    const __m128i is_b = _mm_cmpeq_epi8(text, _mm_set1_epi8(b));
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(is_a, is_b));
}

ALWAYS_INLINE uint64_t compare(const char *bytes, char a, char b)
{
    return compare_16(bytes, a, b) | compare_16(bytes + 16, a, b) << 16 |
           compare_16(bytes + 32, a, b) << 32 | compare_16(bytes + 48, a, b) << 48;
}
#else
#define compare compare_plain
#endif

/* ---- Both ways ------------------------------------------------------------------------------- */

typedef uint64_t compare_function(const char *bytes, char a, char b);

ALWAYS_INLINE size_t find(const char *bytes, size_t length, char a, char b, uint32_t places[],
                          compare_function *comparing)
{
    uint32_t *to = places;
    for (size_t i = 0; i < length; i += 64) {
        uint64_t found = comparing(bytes + i, a, b);
        if (length - i < 64) {
            found &= ((uint64_t)1 << (length - i)) - 1;
        }
        for (; found != 0; found &= found - 1) {
            *to++ = (uint32_t)i + (uint32_t)__builtin_ctzll(found);
        }
    }
    return (size_t)(to - places);
}

size_t marks_find(const char *bytes, size_t length, char a, char b, uint32_t places[])
{
    return find(bytes, length, a, b, places, compare);
}

size_t marks_find_plain(const char *bytes, size_t length, char a, char b, uint32_t places[])
{
    return find(bytes, length, a, b, places, compare_plain);
}
