/** Random packs from a seed, to compare the engine with tests/unit/slow_engine.h. */
#ifndef TESTS_UNIT_RANDOM_PACK_H
#define TESTS_UNIT_RANDOM_PACK_H

#include <stddef.h>
#include <stdint.h>

/** A generator of chance of its own (SplitMix64): the tests must not hang on the one under test. */
uint64_t random_next(uint64_t *state);
size_t random_below(uint64_t *state, size_t bound);

/**
 * A valid pack as JSON text: `least` to `most` facts, one to three decisions, "first" and "unique",
 * impossible combinations (now and then so many that no case is left), misconceptions, rows that
 * never answer, gaps and clashes.
 * @return owned by the caller; aborts when memory ran out.
 */
char *random_pack(uint64_t seed, size_t least, size_t most);

#endif
