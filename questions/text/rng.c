/*
 * xoshiro256** 1.0 and SplitMix64 as published by their authors (prng.di.unimi.it), with
 * only unsigned 64-bit arithmetic, which is the same on every machine.
 */
#include "questions/text/rng.h"

#include <assert.h>

#define GOLDEN UINT64_C(0x9e3779b97f4a7c15) /* SplitMix64's increment: 2^64 by the golden ratio */

static uint64_t rotate_left(uint64_t x, unsigned by)
{
    return x << by | x >> (64 - by);
}

/* SplitMix64's output function: each bit of x changes about half the bits of the result. */
static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

void rng_seed(struct rng *rng, uint64_t seed)
{
    for (unsigned i = 0; i < 4; i++) {
        seed += GOLDEN;
        rng->state[i] = mix(seed);
    }
}

uint64_t rng_next(struct rng *rng)
{
    uint64_t *s = rng->state;
    const uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    const uint64_t shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate_left(s[3], 45);
    return result;
}

size_t rng_below(struct rng *rng, size_t bound)
{
    assert(bound > 0);
    /* 2^64 mod bound: without that many of the lowest numbers a multiple of bound is left. */
    const uint64_t refused = (UINT64_MAX - bound + 1) % bound;
    uint64_t number;
    do {
        number = rng_next(rng);
    } while (number < refused);
    return (size_t)(number % bound);
}

double rng_unit(struct rng *rng)
{
    return (double)(rng_next(rng) >> 11) * 0x1.0p-53;
}

void rng_shuffle(struct rng *rng, size_t indices[], size_t count)
{
    for (size_t i = count; i > 1; i--) {
        const size_t j = rng_below(rng, i);
        const size_t kept = indices[i - 1];
        indices[i - 1] = indices[j];
        indices[j] = kept;
    }
}

struct rng rng_fork(const struct rng *rng, uint64_t number)
{
    /* A hash of parent and number: neighbouring numbers give unrelated seeds. */
    uint64_t seed = mix(number + GOLDEN);
    for (unsigned i = 0; i < 4; i++) {
        seed = mix(seed ^ rng->state[i]) + GOLDEN;
    }
    struct rng part;
    rng_seed(&part, seed);
    return part;
}
