/*
 * Sets of cases as bitmaps.  The six lowest facts choose the bit within a word, the others the word:
 * what is known of the former becomes a mask, and a walk steps from word to word through the varying
 * bits of the latter by the carry of an addition.
 */
#include "engine/cases.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct partial partial_with(struct partial p, size_t fact, bool value)
{
    const uint32_t bit = fact_bit(fact);
    p.known |= bit;
    p.value = value ? p.value | bit : p.value & ~bit;
    return p;
}

uint32_t partial_apply(struct partial p, uint32_t whole)
{
    return (whole & ~p.known) | p.value;
}

size_t bits_count(uint32_t bits)
{
    size_t count = 0;
    for (; bits != 0; bits &= bits - 1) {
        count++;
    }
    return count;
}

uint32_t facts_mask(size_t facts)
{
    return fact_bit(facts) - 1;
}

bool case_set_init(struct case_set *set, size_t facts)
{
    assert(facts <= CASES_FACTS_MAX);
    set->facts = facts;
    set->words = facts < 6 ? 1 : (size_t)1 << (facts - 6);
    set->bits = calloc(set->words, sizeof *set->bits);
    return set->bits != NULL;
}

void case_set_fini(struct case_set *set)
{
    free(set->bits);
    *set = (struct case_set){0};
}

void case_set_fill(struct case_set *set)
{
    memset(set->bits, 0xff, set->words * sizeof *set->bits);
    if (set->facts < 6) {
        set->bits[0] = ((uint64_t)1 << ((size_t)1 << set->facts)) - 1;
    }
}

void case_set_copy(struct case_set *to, const struct case_set *from)
{
    assert(to->facts == from->facts);
    memcpy(to->bits, from->bits, from->words * sizeof *from->bits);
}

void case_set_add(struct case_set *set, uint32_t whole)
{
    set->bits[whole / 64] |= (uint64_t)1 << (whole % 64);
}

void case_set_remove(struct case_set *set, uint32_t whole)
{
    set->bits[whole / 64] &= ~((uint64_t)1 << (whole % 64));
}

/* The cases of one word that agree with what is known of the six lowest facts. */
static uint64_t mask_in_word(size_t facts, struct partial p)
{
    static const uint64_t yes[6] = {UINT64_C(0xaaaaaaaaaaaaaaaa), UINT64_C(0xcccccccccccccccc),
                                    UINT64_C(0xf0f0f0f0f0f0f0f0), UINT64_C(0xff00ff00ff00ff00),
                                    UINT64_C(0xffff0000ffff0000), UINT64_C(0xffffffff00000000)};
    uint64_t mask = facts < 6 ? ((uint64_t)1 << ((size_t)1 << facts)) - 1 : UINT64_MAX;
    for (size_t i = 0; i < 6; i++) {
        if ((p.known & fact_bit(i)) != 0) {
            mask &= (p.value & fact_bit(i)) != 0 ? yes[i] : ~yes[i];
        }
    }
    return mask;
}

struct word_walk word_walk_begin(size_t facts, struct partial p)
{
    return (struct word_walk){.mask = mask_in_word(facts, p),
                              .base = p.value >> 6,
                              .free = (facts_mask(facts) & ~p.known) >> 6};
}

bool word_walk_next(struct word_walk *walk, size_t *word)
{
    if (walk->done) {
        return false;
    }
    *word = walk->base | walk->next;
    walk->next = (walk->next - walk->free) & walk->free;
    walk->done = walk->next == 0;
    return true;
}

void case_set_add_matching(struct case_set *set, struct partial p)
{
    struct word_walk walk = word_walk_begin(set->facts, p);
    for (size_t word; word_walk_next(&walk, &word);) {
        set->bits[word] |= walk.mask;
    }
}

void case_set_remove_matching(struct case_set *set, struct partial p)
{
    struct word_walk walk = word_walk_begin(set->facts, p);
    for (size_t word; word_walk_next(&walk, &word);) {
        set->bits[word] &= ~walk.mask;
    }
}

size_t case_set_count(const struct case_set *set)
{
    size_t count = 0;
    for (size_t i = 0; i < set->words; i++) {
        count += bits_count((uint32_t)set->bits[i]) + bits_count((uint32_t)(set->bits[i] >> 32));
    }
    return count;
}

struct case_walk case_walk_begin(const struct case_set *set, struct partial within)
{
    return (struct case_walk){.set = set, .words = word_walk_begin(set->facts, within)};
}

/* The number of the lowest bit that is set; bits is not 0. */
static uint32_t lowest_bit(uint64_t bits)
{
    return (uint32_t)__builtin_ctzll(bits);
}

bool case_walk_next(struct case_walk *walk, uint32_t *whole)
{
    while (walk->bits == 0) {
        if (!word_walk_next(&walk->words, &walk->word)) {
            return false;
        }
        walk->bits = walk->set->bits[walk->word] & walk->words.mask;
    }
    *whole = (uint32_t)walk->word * 64 + lowest_bit(walk->bits);
    walk->bits &= walk->bits - 1;
    return true;
}

bool partial_close(const struct case_set *set, struct partial p, struct partial *closed)
{
    uint32_t always = facts_mask(set->facts);
    uint32_t ever = 0;
    bool any = false;
    struct case_walk walk = case_walk_begin(set, p);
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        always &= whole;
        ever |= whole;
        any = true;
    }
    if (any) {
        closed->known = facts_mask(set->facts) & ~(always ^ ever);
        closed->value = always;
    }
    return any;
}
