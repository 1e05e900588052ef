/*
 * Byte shuffles.  `bytes` of 32 or 64 cases are first made into an index of eight bits each (two
 * looks into 16 entries for each eight facts), then the small table is looked up with it.
 *
 * AVX-512 VBMI looks up 128 entries in one instruction.  AVX2 looks up 16, by the low four bits, and
 * gives 0 where bit 7 is set.  So, for an index below 128: look into each block i with 16 i taken off,
 * saturating; this counts where the rest is not negative, which is in each block up to its own.
 * Each block holds what it *changes* against the one before it, and by exclusive or the changes up to
 * a block add up to that block.  Indexes from 128 on go the same way with bit 7 flipped.
 *
 * Packing words to bytes works within lanes of 128 bits; the order is put right at the end.
 */
#include "engine/table_many_private.h"

#if defined(__x86_64__)

#include <immintrin.h>

bool many_way_can(enum many_way way)
{
    const bool avx512[] = {__builtin_cpu_supports("avx512f") != 0,
                           __builtin_cpu_supports("avx512bw") != 0,
                           __builtin_cpu_supports("avx512vbmi") != 0};
    const bool can[] = {[MANY_BEST] = true,
                        [MANY_PLAIN] = true,
                        [MANY_AVX2] = __builtin_cpu_supports("avx2") != 0,
                        [MANY_AVX512] = (avx512[0] & avx512[1] & avx512[2]) != 0};
    return can[way];
}

/* ---- AVX2 ------------------------------------------------------------------------------------ */

#define AVX2 __attribute__((target("avx2")))

AVX2 static inline __m256i load2(const uint8_t *bytes)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)bytes);
}

AVX2 static inline __m256i both_lanes(const uint8_t sixteen[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)sixteen));
}

/* Bits of the index from eight facts, of which the first is fact 4 * nibble. */
AVX2 static inline __m256i index2(const struct many_small *small, size_t nibble, __m256i bytes)
{
    const __m256i low_bits = _mm256_set1_epi8(15);
    const __m256i low = _mm256_and_si256(bytes, low_bits);
    const __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), low_bits);
    return _mm256_or_si256(_mm256_shuffle_epi8(both_lanes(small->nibble[nibble]), low),
                           _mm256_shuffle_epi8(both_lanes(small->nibble[nibble + 1]), high));
}

/* 32 cases of two bytes: eight of the first 16, eight of the others, and so again. */
AVX2 static inline __m256i index2_of_16(const struct many_small *small, const uint8_t *bytes)
{
    const __m256i a = load2(bytes), b = load2(bytes + 32);
    const __m256i low_byte = _mm256_set1_epi16(0xff);
    const __m256i low =
        _mm256_packus_epi16(_mm256_and_si256(a, low_byte), _mm256_and_si256(b, low_byte));
    const __m256i high = _mm256_packus_epi16(_mm256_srli_epi16(a, 8), _mm256_srli_epi16(b, 8));
    return _mm256_or_si256(index2(small, 0, low), index2(small, 2, high));
}

/* The bytes at `shift` (bits) of 32 cases of four bytes: four of each eight, and so again. */
AVX2 static inline __m256i byte_of_32(const uint8_t *bytes, int shift)
{
    const __m256i low_byte = _mm256_set1_epi32(0xff);
    __m256i part[4];
    for (size_t i = 0; i < 4; i++) {
        part[i] = _mm256_and_si256(_mm256_srli_epi32(load2(bytes + 32 * i), shift), low_byte);
    }
    return _mm256_packus_epi16(_mm256_packus_epi32(part[0], part[1]),
                               _mm256_packus_epi32(part[2], part[3]));
}

AVX2 static inline __m256i index2_of_32(const struct many_small *small, const uint8_t *bytes)
{
    const __m256i last = _mm256_and_si256(byte_of_32(bytes, 16), _mm256_set1_epi8(15));
    return _mm256_or_si256(_mm256_or_si256(index2(small, 0, byte_of_32(bytes, 0)),
                                           index2(small, 2, byte_of_32(bytes, 8))),
                           _mm256_shuffle_epi8(both_lanes(small->nibble[4]), last));
}

/* What block i of a half changes: nothing (0) where the index lies before it. */
AVX2 static inline __m256i change2(const uint8_t *change, __m256i index, int i)
{
    const __m256i left = _mm256_subs_epi8(index, _mm256_set1_epi8((char)(16 * i)));
    return _mm256_shuffle_epi8(both_lanes(change + 16 * i), left);
}

/* One half of the table: 0 for each index whose bit 7 is set.  Written out: loops cost as much again. */
AVX2 static inline __m256i half2(const uint8_t *change, __m256i index)
{
    const __m256i a = _mm256_xor_si256(change2(change, index, 0), change2(change, index, 1));
    const __m256i b = _mm256_xor_si256(change2(change, index, 2), change2(change, index, 3));
    const __m256i c = _mm256_xor_si256(change2(change, index, 4), change2(change, index, 5));
    const __m256i d = _mm256_xor_si256(change2(change, index, 6), change2(change, index, 7));
    return _mm256_xor_si256(_mm256_xor_si256(a, b), _mm256_xor_si256(c, d));
}

AVX2 static inline __m256i entries2(const struct many_small *small, __m256i index)
{
    if (!small->both_halves) {
        return half2(small->change, index);
    }
    const __m256i flipped = _mm256_xor_si256(index, _mm256_set1_epi8((char)0x80));
    return _mm256_xor_si256(half2(small->change, index), half2(small->change + 128, flipped));
}

AVX2 static inline __m256i in_order2(__m256i entries, size_t width)
{
    return width == 1 ? entries
           : width == 2
               ? _mm256_permute4x64_epi64(entries, 0xd8) /* quarters 0 2 1 3 */
               : _mm256_permutevar8x32_epi32(entries, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
}

AVX2 static inline size_t walk2(const struct many_small *small, struct many_cases cases,
                                uint8_t entries[], size_t width)
{
    size_t i = 0;
    for (; i + 32 <= cases.count; i += 32) {
        const uint8_t *bytes = cases.bytes + i * width;
        const __m256i index = width == 1   ? index2(small, 0, load2(bytes))
                              : width == 2 ? index2_of_16(small, bytes)
                                           : index2_of_32(small, bytes);
        const __m256i found = in_order2(entries2(small, index), width);
        _mm256_storeu_si256((__m256i *)(void *)(entries + i), found);
    }
    return i;
}

AVX2 size_t many_avx2(const struct many_small *small, struct many_cases cases, uint8_t entries[])
{
    return cases.width == 1   ? walk2(small, cases, entries, 1)
           : cases.width == 2 ? walk2(small, cases, entries, 2)
                              : walk2(small, cases, entries, 4);
}

/* ---- AVX-512 --------------------------------------------------------------------------------- */

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi")))

AVX512 static inline __m512i load5(const uint8_t *bytes)
{
    return _mm512_loadu_si512(bytes);
}

AVX512 static inline __m512i four_lanes(const uint8_t sixteen[16])
{
    return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)sixteen));
}

AVX512 static inline __m512i index5(const struct many_small *small, size_t nibble, __m512i bytes)
{
    const __m512i low_bits = _mm512_set1_epi8(15);
    const __m512i low = _mm512_and_si512(bytes, low_bits);
    const __m512i high = _mm512_and_si512(_mm512_srli_epi16(bytes, 4), low_bits);
    return _mm512_or_si512(_mm512_shuffle_epi8(four_lanes(small->nibble[nibble]), low),
                           _mm512_shuffle_epi8(four_lanes(small->nibble[nibble + 1]), high));
}

/* Eight bytes of a lane: four from each of two words a case. */
AVX512 static inline __m512i index5_of_16(const struct many_small *small, const uint8_t *bytes)
{
    const __m512i a = load5(bytes), b = load5(bytes + 64);
    const __m512i low_byte = _mm512_set1_epi16(0xff);
    const __m512i low =
        _mm512_packus_epi16(_mm512_and_si512(a, low_byte), _mm512_and_si512(b, low_byte));
    const __m512i high = _mm512_packus_epi16(_mm512_srli_epi16(a, 8), _mm512_srli_epi16(b, 8));
    return _mm512_or_si512(index5(small, 0, low), index5(small, 2, high));
}

AVX512 static inline __m512i byte5_of_32(const uint8_t *bytes, unsigned shift)
{
    const __m512i low_byte = _mm512_set1_epi32(0xff);
    __m512i part[4];
    for (size_t i = 0; i < 4; i++) {
        part[i] = _mm512_and_si512(_mm512_srli_epi32(load5(bytes + 64 * i), shift), low_byte);
    }
    return _mm512_packus_epi16(_mm512_packus_epi32(part[0], part[1]),
                               _mm512_packus_epi32(part[2], part[3]));
}

AVX512 static inline __m512i index5_of_32(const struct many_small *small, const uint8_t *bytes)
{
    const __m512i last = _mm512_and_si512(byte5_of_32(bytes, 16), _mm512_set1_epi8(15));
    return _mm512_or_si512(_mm512_or_si512(index5(small, 0, byte5_of_32(bytes, 0)),
                                           index5(small, 2, byte5_of_32(bytes, 8))),
                           _mm512_shuffle_epi8(four_lanes(small->nibble[4]), last));
}

AVX512 static inline __m512i in_order5(__m512i entries, size_t width)
{
    const __m512i eighths = _mm512_setr_epi64(0, 2, 4, 6, 1, 3, 5, 7);
    const __m512i sixteenths =
        _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    return width == 1   ? entries
           : width == 2 ? _mm512_permutexvar_epi64(eighths, entries)
                        : _mm512_permutexvar_epi32(sixteenths, entries);
}

AVX512 static inline size_t walk5(const struct many_small *small, struct many_cases cases,
                                  uint8_t entries[], size_t width)
{
    const __m512i t0 = load5(small->entry), t1 = load5(small->entry + 64);
    const __m512i t2 = load5(small->entry + 128), t3 = load5(small->entry + 192);
    size_t i = 0;
    for (; i + 64 <= cases.count; i += 64) {
        const uint8_t *bytes = cases.bytes + i * width;
        const __m512i index = width == 1   ? index5(small, 0, load5(bytes))
                              : width == 2 ? index5_of_16(small, bytes)
                                           : index5_of_32(small, bytes);
        const __m512i low = _mm512_permutex2var_epi8(t0, index, t1);
        const __m512i high = _mm512_permutex2var_epi8(t2, index, t3);
        const __m512i found = _mm512_mask_blend_epi8(_mm512_movepi8_mask(index), low, high);
        _mm512_storeu_si512(entries + i, in_order5(found, width));
    }
    return i;
}

AVX512 size_t many_avx512(const struct many_small *small, struct many_cases cases,
                          uint8_t entries[])
{
    return cases.width == 1   ? walk5(small, cases, entries, 1)
           : cases.width == 2 ? walk5(small, cases, entries, 2)
                              : walk5(small, cases, entries, 4);
}

#else

bool many_way_can(enum many_way way)
{
    return way == MANY_BEST || way == MANY_PLAIN;
}

size_t many_avx2(const struct many_small *small, struct many_cases cases, uint8_t entries[])
{
    (void)small, (void)cases, (void)entries;
    return 0;
}

size_t many_avx512(const struct many_small *small, struct many_cases cases, uint8_t entries[])
{
    return many_avx2(small, cases, entries);
}

#endif
