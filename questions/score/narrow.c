/* With SSE2, which every x86-64 has; elsewhere one code after the other. */
#include "questions/score/narrow.h"

#include <string.h>

#include "questions/score/response.h"

#if defined(__SSE2__)
#include <emmintrin.h>

typedef __m128i sixteen;

static inline sixteen load(const unsigned char bytes[])
{
    return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}

/* The sum of 16 bytes, in two halves. */
static inline sixteen sum_bytes(sixteen bytes)
{
    return _mm_sad_epu8(bytes, _mm_setzero_si128());
}

/* Both halves together. */
static inline uint64_t whole(sixteen sums)
{
    uint64_t halves[2];
    memcpy(halves, &sums, sizeof halves);
    return halves[0] + halves[1];
}

struct narrow_sum narrow_sum(const unsigned char row[], const unsigned char right[],
                             const unsigned char skip[], size_t blocks)
{
    const sixteen one = _mm_set1_epi8(1), least = _mm_set1_epi8(RESPONSE_BLANK + 1);
    sixteen answered_sum = _mm_setzero_si128(), right_sum = answered_sum;
    for (size_t b = 0; b < blocks; b++) {
        if (skip[b] == 0) {
            const sixteen codes = load(row + NARROW_BLOCK * b);
            const sixteen are_right = _mm_cmpeq_epi8(codes, load(right + NARROW_BLOCK * b));
            const sixteen are_answers = _mm_cmpeq_epi8(_mm_max_epu8(codes, least), codes);
            right_sum = _mm_add_epi64(right_sum, sum_bytes(_mm_and_si128(are_right, one)));
            answered_sum = _mm_add_epi64(answered_sum, sum_bytes(_mm_and_si128(are_answers, one)));
        }
    }
    return (struct narrow_sum){whole(answered_sum), whole(right_sum)};
}

#else

struct narrow_sum narrow_sum(const unsigned char row[], const unsigned char right[],
                             const unsigned char skip[], size_t blocks)
{
    struct narrow_sum sum = {0, 0};
    for (size_t q = 0; q < NARROW_BLOCK * blocks; q++) {
        const unsigned counts = skip[q / NARROW_BLOCK] == 0;
        sum.answered += counts & (row[q] > RESPONSE_BLANK);
        sum.right += counts & (row[q] == right[q]);
    }
    return sum;
}

#endif
