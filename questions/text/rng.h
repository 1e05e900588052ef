/**
 * The seeded generator of chance: the same seed gives the same numbers on every machine and in
 * every later version (banks and papers are made again from their seed, so the sequence is a
 * promise).
 */
#ifndef QUESTIONS_TEXT_RNG_H
#define QUESTIONS_TEXT_RNG_H

#include <stddef.h>
#include <stdint.h>

/** xoshiro256** of Blackman and Vigna, seeded by SplitMix64 (prng.di.unimi.it, public domain). */
struct rng {
    uint64_t state[4];
};

void rng_seed(struct rng *rng, uint64_t seed);
uint64_t rng_next(struct rng *rng);
/** A number from 0 to bound - 1, each equally likely (rejection, no bias); bound > 0. */
size_t rng_below(struct rng *rng, size_t bound);
/** A number in [0, 1), 53 bits. */
double rng_unit(struct rng *rng);
/** Fisher-Yates shuffle of the `count` numbers that the caller put into `indices`. */
void rng_shuffle(struct rng *rng, size_t indices[], size_t count);
/**
 * A generator of its own for part `number` of the work: parts do not disturb one another.  It
 * depends on how far `rng` has been drawn from, and does not draw from it.
 */
struct rng rng_fork(const struct rng *rng, uint64_t number);

#endif
