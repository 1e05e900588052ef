/**
 * Cases, partial cases and sets of cases.
 *
 * A case is a word: bit i is the value of fact i of the pack.  A partial case says which facts are
 * known and what they are.  A set of cases over n facts is a bitmap of 2^n bits; with at most 20
 * facts (128 KiB) everything the engine proves is counted exactly, case by case.
 */
#ifndef ENGINE_CASES_H
#define ENGINE_CASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CASES_FACTS_MAX 20u

/** Some facts known, the others not.  A bit of `value` is 0 where `known` is 0. */
struct partial {
    uint32_t known;
    uint32_t value;
};

static inline uint32_t fact_bit(size_t fact)
{
    return (uint32_t)1 << fact;
}

/** Does a case agree with everything that is known? */
static inline bool partial_matches(struct partial p, uint32_t whole)
{
    return ((whole ^ p.value) & p.known) == 0;
}

/** Can some case, possible or not, agree with both? */
static inline bool partial_compatible(struct partial a, struct partial b)
{
    return ((a.value ^ b.value) & a.known & b.known) == 0;
}

/** `p` and one fact more (or that fact set anew). */
struct partial partial_with(struct partial p, size_t fact, bool value);
/** A case with the facts of `p` overwritten. */
uint32_t partial_apply(struct partial p, uint32_t whole);
/** How many of the bits are set. */
size_t bits_count(uint32_t bits);
/** All bits of `facts` facts. */
uint32_t facts_mask(size_t facts);

/** A set of cases over `facts` facts.  Zero-initialise; case_set_init() allocates. */
struct case_set {
    size_t facts;
    size_t words;   /* 64-bit words in `bits` */
    uint64_t *bits; /* owned; bit c of the map is case c */
};

/**
 * An empty set over at most CASES_FACTS_MAX facts; case_set_fini() frees it.
 * @return false when memory ran out; there is nothing to free then.
 */
bool case_set_init(struct case_set *set, size_t facts);
void case_set_fini(struct case_set *set);
/** Put all cases in. */
void case_set_fill(struct case_set *set);
/** Both have been made over the same facts. */
void case_set_copy(struct case_set *to, const struct case_set *from);

/** `whole` here and below: a case without bits beyond the facts of the set. */
static inline bool case_set_has(const struct case_set *set, uint32_t whole)
{
    return (set->bits[whole / 64] >> (whole % 64) & 1) != 0;
}

void case_set_add(struct case_set *set, uint32_t whole);
void case_set_remove(struct case_set *set, uint32_t whole);
/** Add (remove) every case that matches `p`.  Cost: the number of words with such cases. */
void case_set_add_matching(struct case_set *set, struct partial p);
void case_set_remove_matching(struct case_set *set, struct partial p);
/** How many cases are in the set. */
size_t case_set_count(const struct case_set *set);

/**
 * The words of a bitmap over `facts` facts that hold cases matching `p`, in rising order:
 *     struct word_walk w = word_walk_begin(facts, p);
 *     for (size_t word; word_walk_next(&w, &word);) ... bits[word] & w.mask ...
 */
struct word_walk {
    uint64_t mask; /* the cases of each such word that match */
    uint32_t base; /* bits of a word's number that are known */
    uint32_t free; /* those that may vary */
    uint32_t next; /* the varying ones of the next word */
    bool done;
};
struct word_walk word_walk_begin(size_t facts, struct partial p);
bool word_walk_next(struct word_walk *walk, size_t *word);

/**
 * The cases of `set` that match `p`, in rising order:
 *     struct case_walk w = case_walk_begin(set, p);
 *     for (uint32_t c; case_walk_next(&w, &c);) ...
 * The set must not change meanwhile.
 */
struct case_walk {
    const struct case_set *set;
    struct word_walk words;
    size_t word;   /* the word we are in */
    uint64_t bits; /* its cases still to come */
};
struct case_walk case_walk_begin(const struct case_set *set, struct partial within);
bool case_walk_next(struct case_walk *walk, uint32_t *whole);

/**
 * What is certain once `p` is known: every fact that has one value in all cases of `set` that
 * match `p`, the known ones among them.
 * @closed  receives it; unchanged when there is no such case.
 * @return  false when no case of the set matches: what is known cannot hold together.
 */
bool partial_close(const struct case_set *set, struct partial p, struct partial *closed);

#endif
