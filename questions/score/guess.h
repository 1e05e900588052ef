/**
 * Which question a short id most likely names: looked up in one small table, and then compared.  A wrong
 * guess costs time only, for then a table of all ids (questions/score/ids.h) is asked.
 */
#ifndef QUESTIONS_SCORE_GUESS_H
#define QUESTIONS_SCORE_GUESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/score/ids.h"

#define GUESS_NONE UINT32_MAX

/** Zero-initialise; guess_fini() frees. */
struct guess {
    uint16_t *slots;       /* owned; the number of an id that has this hash, if any has */
    struct ids_words *ids; /* owned; of those longer than 16 bytes 0 */
    unsigned shift;        /* of a product, so that a slot's number is left */
};

/**
 * Get ready for ids numbered 0, 1, ..., as many as there are; of 65,536 or more none is guessed.
 * False when memory ran out.
 */
bool guess_init(struct guess *guess, const struct ids *ids);
void guess_fini(struct guess *guess);

static inline size_t guess_slot(const struct guess *guess, struct ids_words words)
{
    const uint64_t mixed = words.low ^ (words.high << 3 | words.high >> 61);
    return (size_t)(mixed * UINT64_C(0x9e3779b97f4a7c15) >> guess->shift);
}

/** The number of an id without NUL; GUESS_NONE: that cannot be told here. */
static inline uint32_t guess_find(const struct guess *guess, struct ids_words words)
{
    const uint32_t number = guess->slots[guess_slot(guess, words)];
    const struct ids_words *id = &guess->ids[number];
    return id->low == words.low && id->high == words.high ? number : GUESS_NONE;
}

#endif
