/*
 * FIPS 180-4, sections 4.1.2, 4.2.2, 5.1.1, 5.3.3 and 6.2.  Bytes are big-endian throughout.  Where the
 * processor has instructions for it they are used: answer files are large (about ten times as fast).
 */
#include "questions/text/sha256.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#include <immintrin.h>
#define HAVE_SHA_INSTRUCTIONS 1
#endif

#define BLOCK 64 /* bytes */

static const uint32_t initial[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

/* The first 32 bits of the fractions of the cube roots of the first 64 primes. */
static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate_right(uint32_t x, unsigned by)
{
    return x >> by | x << (32 - by);
}

static uint32_t read_word(const unsigned char *b)
{
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* Section 6.2.2, step 1: the message schedule of one block. */
static void expand(const unsigned char *block, uint32_t w[64])
{
    for (size_t t = 0; t < 16; t++) {
        w[t] = read_word(block + 4 * t);
    }
    for (size_t t = 16; t < 64; t++) {
        const uint32_t a = w[t - 15];
        const uint32_t b = w[t - 2];
        const uint32_t sigma0 = rotate_right(a, 7) ^ rotate_right(a, 18) ^ a >> 3;
        const uint32_t sigma1 = rotate_right(b, 17) ^ rotate_right(b, 19) ^ b >> 10;
        w[t] = sigma1 + w[t - 7] + sigma0 + w[t - 16];
    }
}

/* Section 6.2.2, steps 2 to 4.  v holds a to h. */
static void digest_block(uint32_t hash[8], const unsigned char *block)
{
    uint32_t w[64];
    uint32_t v[8];
    expand(block, w);
    memcpy(v, hash, sizeof v);
    for (size_t t = 0; t < 64; t++) {
        const uint32_t a = v[0];
        const uint32_t e = v[4];
        const uint32_t sum1 = rotate_right(e, 6) ^ rotate_right(e, 11) ^ rotate_right(e, 25);
        const uint32_t choice = (e & v[5]) ^ (~e & v[6]);
        const uint32_t t1 = v[7] + sum1 + choice + constants[t] + w[t];
        const uint32_t sum0 = rotate_right(a, 2) ^ rotate_right(a, 13) ^ rotate_right(a, 22);
        const uint32_t majority = (a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]);
        memmove(v + 1, v, 7 * sizeof v[0]);
        v[4] += t1;
        v[0] = t1 + sum0 + majority;
    }
    for (size_t i = 0; i < 8; i++) {
        hash[i] += v[i];
    }
}

#ifdef HAVE_SHA_INSTRUCTIONS

#define TARGET __attribute__((target("sha,sse4.1,ssse3")))

/* Words 4i to 4i + 3 of the schedule from the sixteen before them, which lie in a ring of four. */
TARGET static __m128i schedule(const __m128i w[4], size_t i)
{
    const __m128i first = w[i % 4], second = w[(i + 1) % 4], third = w[(i + 2) % 4],
                  last = w[(i + 3) % 4];
    const __m128i sum =
        _mm_add_epi32(_mm_sha256msg1_epu32(first, second), _mm_alignr_epi8(last, third, 4));
    return _mm_sha256msg2_epu32(sum, last);
}

/* The instructions hold the eight words as {f, e, b, a} and {h, g, d, c}, lowest first. */
TARGET static void digest_blocks_fast(uint32_t hash[8], const unsigned char *bytes, size_t blocks)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    const __m128i low = _mm_loadu_si128((const __m128i *)(const void *)hash);
    const __m128i high = _mm_loadu_si128((const __m128i *)(const void *)(hash + 4));
    const __m128i cdab = _mm_shuffle_epi32(low, 0xb1), hgfe = _mm_shuffle_epi32(high, 0x1b);
    __m128i abef = _mm_alignr_epi8(cdab, hgfe, 8), cdgh = _mm_blend_epi16(hgfe, cdab, 0xf0);
    for (; blocks > 0; blocks--, bytes += BLOCK) {
        const __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i w[4];
        for (size_t i = 0; i < 16; i++) {
            w[i % 4] =
                i < 4 ? _mm_shuffle_epi8(
                            _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i)), swap)
                      : schedule(w, i);
            const __m128i k = _mm_loadu_si128((const __m128i *)(const void *)(constants + 4 * i));
            const __m128i words = _mm_add_epi32(w[i % 4], k);
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, words);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(words, 0x0e));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    const __m128i feba = _mm_shuffle_epi32(abef, 0x1b), dchg = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128((__m128i *)(void *)hash, _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128((__m128i *)(void *)(hash + 4), _mm_alignr_epi8(dchg, feba, 8));
}

/* Asked of the processor itself: compilers' own question about "sha" is younger than this code. */
static bool have_instructions(void)
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b >> 29 & 1) != 0 &&
           __builtin_cpu_supports("sse4.1");
}

#endif

static void digest_blocks(uint32_t hash[8], const unsigned char *bytes, size_t blocks, bool plain)
{
#ifdef HAVE_SHA_INSTRUCTIONS
    if (!plain) {
        digest_blocks_fast(hash, bytes, blocks);
        return;
    }
#endif
    (void)plain;
    for (size_t i = 0; i < blocks; i++) {
        digest_block(hash, bytes + i * BLOCK);
    }
}

void sha256_init_plain(struct sha256 *sha)
{
    *sha = (struct sha256){.plain = true};
    memcpy(sha->hash, initial, sizeof sha->hash);
}

void sha256_init(struct sha256 *sha)
{
    sha256_init_plain(sha);
#ifdef HAVE_SHA_INSTRUCTIONS
    sha->plain = !have_instructions();
#endif
}

void sha256_add(struct sha256 *sha, const void *bytes, size_t length)
{
    const unsigned char *b = bytes;
    const size_t held = sha->length % BLOCK;
    sha->length += length;
    if (held > 0) {
        const size_t taken = length < BLOCK - held ? length : BLOCK - held;
        if (taken > 0) {
            memcpy(sha->rest + held, b, taken);
        }
        if (held + taken < BLOCK) {
            return;
        }
        digest_blocks(sha->hash, sha->rest, 1, sha->plain);
        b += taken;
        length -= taken;
    }
    digest_blocks(sha->hash, b, length / BLOCK, sha->plain);
    if (length % BLOCK > 0) {
        memcpy(sha->rest, b + length / BLOCK * BLOCK, length % BLOCK);
    }
}

/* Section 5.1.1: the rest of the message, a 1 bit, zeros, and the length in bits. */
void sha256_end(const struct sha256 *sha, char hex[SHA256_HEX_SIZE])
{
    unsigned char last[2 * BLOCK] = {0};
    const size_t held = sha->length % BLOCK, blocks = held + 9 <= BLOCK ? 1 : 2;
    uint32_t hash[8];
    memcpy(hash, sha->hash, sizeof hash);
    memcpy(last, sha->rest, held);
    last[held] = 0x80;
    for (size_t i = 0; i < 8; i++) {
        last[blocks * BLOCK - 1 - i] = (unsigned char)(sha->length * 8 >> (8 * i));
    }
    digest_blocks(hash, last, blocks, sha->plain);
    for (size_t i = 0; i < SHA256_HEX_SIZE - 1; i++) {
        hex[i] = "0123456789abcdef"[hash[i / 8] >> (28 - 4 * (i % 8)) & 0xf];
    }
    hex[SHA256_HEX_SIZE - 1] = '\0';
}

void sha256_hex(const void *bytes, size_t length, char hex[SHA256_HEX_SIZE])
{
    struct sha256 sha;
    sha256_init(&sha);
    sha256_add(&sha, bytes, length);
    sha256_end(&sha, hex);
}
