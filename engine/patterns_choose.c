/*
 * All prime patterns are read off a table of all 3^facts patterns.  Of those that match the same
 * cases of `must`, or fewer than another, one is kept.  Then a search with bounds: the open case that
 * the fewest primes match is taken, each of these primes tried.  Cases no two of which share a prime
 * need one pattern each, which tells how many are still needed at least.
 */
#include "engine/patterns_choose.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX     (((size_t)1 << PATTERNS_EXACT_FACTS) / 64)
#define DOMINANCE_MAX 4000u /* primes of which every two are compared */
/* Of the search, together some hundredths of a second; then the best choice so far must do. */
#define STEPS_MAX 30000000u

/** A prime pattern, and the cases of `must` that it matches. */
struct prime {
    struct partial when;
    size_t conditions;
    size_t size; /* how many cases it matches */
    uint64_t cases[WORDS_MAX];
};

struct primes {
    struct prime *items; /* owned */
    size_t count, capacity;
};

/* ---- Finding them ------------------------------------------------------------------------------- */

enum { INSIDE = 1, TOUCHES = 2 }; /* only cases that may be matched; at least one that must */

/*
 * A pattern as a number to the base 3, one digit a fact: no, yes, either.  "Either" is made of the
 * two patterns that say no and yes instead, whose numbers are smaller.
 */
struct digits {
    uint8_t of[PATTERNS_EXACT_FACTS];
};

static void next_digits(struct digits *digits)
{
    size_t i = 0;
    while (i < PATTERNS_EXACT_FACTS && digits->of[i] == 2) {
        digits->of[i++] = 0;
    }
    if (i < PATTERNS_EXACT_FACTS) {
        digits->of[i]++;
    }
}

static struct partial partial_of(const struct digits *digits, size_t facts)
{
    struct partial p = {0, 0};
    for (size_t i = 0; i < facts; i++) {
        p.known |= digits->of[i] != 2 ? fact_bit(i) : 0;
        p.value |= digits->of[i] == 1 ? fact_bit(i) : 0;
    }
    return p;
}

static size_t power_of_3(size_t exponent)
{
    size_t power = 1;
    for (size_t i = 0; i < exponent; i++) {
        power *= 3;
    }
    return power;
}

static void fill_table(const struct case_set *must, const struct case_set *may, uint8_t table[])
{
    struct digits digits = {{0}};
    const size_t patterns = power_of_3(must->facts);
    for (size_t number = 0; number < patterns; number++) {
        size_t either = 0, weight = 1;
        while (either < must->facts && digits.of[either] != 2) {
            either++;
            weight *= 3;
        }
        if (either == must->facts) {
            const uint32_t whole = partial_of(&digits, must->facts).value;
            table[number] = (uint8_t)((case_set_has(may, whole) ? INSIDE : 0) |
                                      (case_set_has(must, whole) ? TOUCHES : 0));
        } else {
            const uint8_t no = table[number - 2 * weight], yes = table[number - weight];
            table[number] = (uint8_t)((no & yes & INSIDE) | ((no | yes) & TOUCHES));
        }
        next_digits(&digits);
    }
}

/* Inside, and no longer so without any one of its conditions. */
static bool is_prime(const uint8_t table[], size_t number, const struct digits *digits,
                     size_t facts)
{
    if (table[number] != (INSIDE | TOUCHES)) {
        return false;
    }
    for (size_t i = 0, weight = 1; i < facts; i++, weight *= 3) {
        const size_t to_either = 2u - digits->of[i];
        if (to_either != 0 && (table[number + to_either * weight] & INSIDE) != 0) {
            return false;
        }
    }
    return true;
}

static bool add_prime(struct primes *primes, struct partial when, const struct case_set *must)
{
    if (primes->count == primes->capacity) {
        const size_t capacity = primes->capacity == 0 ? 64 : primes->capacity * 2;
        struct prime *grown = realloc(primes->items, capacity * sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        primes->items = grown;
        primes->capacity = capacity;
    }
    struct prime *prime = &primes->items[primes->count++];
    memset(prime, 0, sizeof *prime);
    prime->when = when;
    prime->conditions = bits_count(when.known);
    struct word_walk walk = word_walk_begin(must->facts, when);
    for (size_t word; word_walk_next(&walk, &word);) {
        prime->cases[word] = walk.mask & must->bits[word];
        prime->size += (size_t)__builtin_popcountll(prime->cases[word]);
    }
    return true;
}

static bool find_primes(const struct case_set *must, const struct case_set *may,
                        struct primes *primes)
{
    const size_t patterns = power_of_3(must->facts);
    struct digits digits = {{0}};
    uint8_t *table = calloc(patterns, sizeof *table);
    bool fine = table != NULL;
    if (fine) {
        fill_table(must, may, table);
    }
    for (size_t number = 0; fine && number < patterns; number++) {
        if (is_prime(table, number, &digits, must->facts)) {
            fine = add_prime(primes, partial_of(&digits, must->facts), must);
        }
        next_digits(&digits);
    }
    free(table);
    return fine;
}

/* ---- Leaving out what another does as well ------------------------------------------------------ */

/* Those that match most first, so that the search meets good choices early; equal ones side by side. */
static int compare_primes(const void *a, const void *b)
{
    const struct prime *left = a, *right = b;
    if (left->size != right->size) {
        return left->size > right->size ? -1 : 1;
    }
    for (size_t i = 0; i < WORDS_MAX; i++) { /* no memcmp(): bytes have another order elsewhere */
        if (left->cases[i] != right->cases[i]) {
            return left->cases[i] < right->cases[i] ? -1 : 1;
        }
    }
    if (left->conditions != right->conditions) {
        return left->conditions < right->conditions ? -1 : 1;
    }
    /* Two that match the same cases cannot differ in their values alone. */
    return (left->when.known > right->when.known) - (left->when.known < right->when.known);
}

static bool within(const struct prime *small, const struct prime *large, size_t words)
{
    for (size_t i = 0; i < words; i++) {
        if ((small->cases[i] & ~large->cases[i]) != 0) {
            return false;
        }
    }
    return true;
}

/* A prime is not needed where another one matches the same cases and more with no more conditions. */
static void drop_dominated(struct primes *primes, size_t words)
{
    if (primes->count > 1) {
        qsort(primes->items, primes->count, sizeof *primes->items, compare_primes);
    }
    size_t kept = 0;
    const bool all = primes->count <= DOMINANCE_MAX;
    for (size_t i = 0; i < primes->count; i++) {
        const struct prime *prime = &primes->items[i];
        bool dominated = false;
        /* Without comparing all: only with the one before, which may match just the same cases. */
        for (size_t k = all || kept == 0 ? 0 : kept - 1; k < kept && !dominated; k++) {
            dominated = primes->items[k].conditions <= prime->conditions &&
                        within(prime, &primes->items[k], words);
        }
        if (!dominated) {
            primes->items[kept] = *prime;
            kept++;
        }
    }
    primes->count = kept;
}

/* ---- The search --------------------------------------------------------------------------------- */

struct search {
    const struct primes *primes;
    size_t words;
    size_t cases;    /* cases of `must` */
    uint32_t *order; /* owned; those cases: first the ones that the fewest primes match */
    size_t
        *first; /* owned; where in `matching` the primes of order[i] begin; one more at the end */
    size_t *matching;     /* owned; primes, best first */
    size_t *least;        /* owned; the fewest conditions of a prime that matches order[i] */
    uint64_t *neighbours; /* owned; `words` for each: the cases that share a prime with order[i] */
    size_t *chosen;       /* owned; the primes of the branch at hand */
    size_t *best;         /* owned; of the best branch so far */
    size_t best_count, best_conditions;
    bool found; /* `best` holds something */
    size_t steps;
};

static bool has(const uint64_t words[], uint32_t whole)
{
    return (words[whole / 64] >> (whole % 64) & 1) != 0;
}

static void search_fini(struct search *s)
{
    free(s->order);
    free(s->first);
    free(s->matching);
    free(s->least);
    free(s->neighbours);
    free(s->chosen);
    free(s->best);
}

/* How many primes match each case; returns the sum. */
static size_t count_matching(const struct search *s, const struct case_set *must, size_t counts[])
{
    size_t sum = 0;
    for (size_t p = 0; p < s->primes->count; p++) {
        struct case_walk walk = case_walk_begin(must, s->primes->items[p].when);
        for (uint32_t whole; case_walk_next(&walk, &whole);) {
            counts[whole]++;
            sum++;
        }
    }
    return sum;
}

/* All cases of `must` into `order`, by rising count (a counting sort: equal ones stay in order). */
static bool order_cases(struct search *s, const struct case_set *must, const size_t counts[])
{
    size_t *starts = calloc(s->primes->count + 2, sizeof *starts);
    if (starts == NULL) {
        return false;
    }
    for (int pass = 0; pass < 2; pass++) {
        struct case_walk walk = case_walk_begin(must, (struct partial){0, 0});
        for (uint32_t whole; case_walk_next(&walk, &whole);) {
            if (pass == 0) {
                starts[counts[whole] + 1]++;
            } else {
                s->order[starts[counts[whole]]++] = whole;
            }
        }
        for (size_t i = 1; pass == 0 && i < s->primes->count + 2; i++) {
            starts[i] += starts[i - 1];
        }
    }
    free(starts);
    return true;
}

/* For each case its primes, the fewest conditions among them, and its neighbours. */
static void fill_search(struct search *s)
{
    size_t at = 0;
    for (size_t i = 0; i < s->cases; i++) {
        uint64_t *neighbours = s->neighbours + i * s->words;
        s->first[i] = at;
        s->least[i] = SIZE_MAX;
        for (size_t p = 0; p < s->primes->count; p++) {
            const struct prime *prime = &s->primes->items[p];
            if (!has(prime->cases, s->order[i])) {
                continue;
            }
            s->matching[at++] = p;
            s->least[i] = prime->conditions < s->least[i] ? prime->conditions : s->least[i];
            for (size_t w = 0; w < s->words; w++) {
                neighbours[w] |= prime->cases[w];
            }
        }
    }
    s->first[s->cases] = at;
}

static bool search_init(struct search *s, const struct primes *primes, const struct case_set *must,
                        const struct patterns *patterns)
{
    size_t *counts = calloc(must->words * 64, sizeof *counts);
    bool fine = counts != NULL;
    s->primes = primes;
    s->words = must->words;
    s->cases = case_set_count(must);
    s->best_count = patterns->count;
    s->best_conditions = 1; /* one more than there are: an equal choice names the earlier facts */
    for (size_t i = 0; i < patterns->count; i++) {
        s->best_conditions += bits_count(patterns->items[i].known);
    }
    const size_t sum = fine ? count_matching(s, must, counts) : 0;
    s->order = calloc(s->cases + 1, sizeof *s->order);
    s->first = calloc(s->cases + 1, sizeof *s->first);
    s->matching = calloc(sum + 1, sizeof *s->matching);
    s->least = calloc(s->cases + 1, sizeof *s->least);
    s->neighbours = calloc(s->cases * s->words + 1, sizeof *s->neighbours);
    s->chosen = calloc(patterns->count + 1, sizeof *s->chosen);
    s->best = calloc(patterns->count + 1, sizeof *s->best);
    fine = fine && s->order != NULL && s->first != NULL && s->matching != NULL &&
           s->least != NULL && s->neighbours != NULL && s->chosen != NULL && s->best != NULL &&
           order_cases(s, must, counts);
    if (fine) {
        fill_search(s);
    }
    free(counts);
    return fine;
}

/**
 * How many patterns are still needed at least.
 * @hardest     receives the place in `order` of the first open case; unchanged when there is none
 * @conditions  receives how many conditions these have at least, if there are no more of them
 */
static size_t needed(struct search *s, const uint64_t open[], size_t *hardest, size_t *conditions)
{
    uint64_t rest[WORDS_MAX] = {0};
    size_t count = 0;
    *conditions = 0;
    memcpy(rest, open, s->words * sizeof *rest);
    for (size_t i = 0; i < s->cases; i++) {
        if (!has(rest, s->order[i])) {
            continue;
        }
        *hardest = count == 0 ? i : *hardest;
        *conditions += s->least[i];
        count++;
        for (size_t w = 0; w < s->words; w++) {
            rest[w] &= ~s->neighbours[i * s->words + w];
        }
    }
    s->steps += s->cases + count * s->words;
    return count;
}

/* One of the primes that match the hardest case, and how many open cases it matches. */
struct branch {
    size_t at; /* in `matching` */
    size_t won;
};

/* The branch after `branch`, by falling `won`; false when there is none. */
static bool next_branch(struct search *s, const uint64_t open[], size_t hardest,
                        struct branch *branch)
{
    const struct branch last = *branch;
    struct branch best = {SIZE_MAX, 0};
    for (size_t i = s->first[hardest]; i < s->first[hardest + 1]; i++) {
        const struct prime *prime = &s->primes->items[s->matching[i]];
        size_t won = 0;
        for (size_t w = 0; w < s->words; w++) {
            won += (size_t)__builtin_popcountll(open[w] & prime->cases[w]);
        }
        const bool later = won < last.won || (won == last.won && i > last.at);
        if (later && (best.at == SIZE_MAX || won > best.won)) {
            best = (struct branch){i, won};
        }
    }
    s->steps += (s->first[hardest + 1] - s->first[hardest]) * s->words;
    *branch = best;
    return best.at != SIZE_MAX;
}

static void search_from(struct search *s, const uint64_t open[], size_t depth, size_t conditions)
{
    size_t hardest = SIZE_MAX, more_conditions;
    const size_t more = needed(s, open, &hardest, &more_conditions);
    if (depth + more > s->best_count ||
        (depth + more == s->best_count && conditions + more_conditions >= s->best_conditions)) {
        return; /* no better than what is there */
    }
    if (hardest == SIZE_MAX) {
        memcpy(s->best, s->chosen, depth * sizeof *s->best);
        s->best_count = depth;
        s->best_conditions = conditions;
        s->found = true;
        return;
    }
    struct branch branch = {0, SIZE_MAX};
    while (s->steps < STEPS_MAX && next_branch(s, open, hardest, &branch)) {
        const struct prime *prime = &s->primes->items[s->matching[branch.at]];
        uint64_t left[WORDS_MAX] = {0};
        for (size_t w = 0; w < s->words; w++) {
            left[w] = open[w] & ~prime->cases[w];
        }
        s->chosen[depth] = s->matching[branch.at];
        search_from(s, left, depth + 1, conditions + prime->conditions);
    }
}

/* A better choice than `patterns`, if there is one, takes its place; false when memory ran out. */
static bool improve(const struct primes *primes, const struct case_set *must,
                    struct patterns *patterns)
{
    struct search s = {0};
    const bool fine = search_init(&s, primes, must, patterns);
    if (fine) {
        search_from(&s, must->bits, 0, 0);
    }
    if (s.found) {
        patterns->count = s.best_count;
        for (size_t i = 0; i < s.best_count; i++) {
            patterns->items[i] = primes->items[s.best[i]].when;
        }
    }
    search_fini(&s);
    return fine;
}

bool patterns_choose(const struct case_set *must, const struct case_set *may,
                     struct patterns *patterns)
{
    struct primes primes = {0};
    bool fine = find_primes(must, may, &primes);
    if (fine && primes.count > 0) {
        drop_dominated(&primes, must->words);
        fine = improve(&primes, must, patterns);
    }
    free(primes.items);
    return fine;
}
