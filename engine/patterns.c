/* Patterns grown one by one, and freed of those that the others make idle; see the header. */
#include "engine/patterns.h"

#include <stdint.h>
#include <stdlib.h>

#include "engine/patterns_choose.h"

void patterns_fini(struct patterns *patterns)
{
    free(patterns->items);
    *patterns = (struct patterns){0};
}

bool patterns_add(struct patterns *patterns, struct partial pattern)
{
    if (patterns->count == patterns->capacity) {
        const size_t capacity = patterns->capacity == 0 ? 16 : patterns->capacity * 2;
        struct partial *grown = realloc(patterns->items, capacity * sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        patterns->items = grown;
        patterns->capacity = capacity;
    }
    patterns->items[patterns->count++] = pattern;
    return true;
}

bool patterns_inside(const struct case_set *set, struct partial pattern)
{
    struct word_walk walk = word_walk_begin(set->facts, pattern);
    for (size_t word; word_walk_next(&walk, &word);) {
        if ((walk.mask & ~set->bits[word]) != 0) {
            return false;
        }
    }
    return true;
}

size_t patterns_count(const struct case_set *set, struct partial pattern)
{
    size_t count = 0;
    struct word_walk walk = word_walk_begin(set->facts, pattern);
    for (size_t word; word_walk_next(&walk, &word);) {
        count += (size_t)__builtin_popcountll(walk.mask & set->bits[word]);
    }
    return count;
}

/* ---- Growing ------------------------------------------------------------------------------------ */

/*
 * Drop conditions from a pattern as long as it stays inside, each time the one that wins the most
 * open cases.  Without a condition it matches what it matched and its mirror image in that fact, so
 * only the image need be looked at.  A condition that cannot go now never can: the pattern only widens.
 */
static struct partial grow(const struct case_set *open, const struct case_set *may,
                           struct partial pattern)
{
    uint32_t candidates = pattern.known;
    while (candidates != 0) {
        uint32_t best = 0;
        size_t most = 0;
        for (uint32_t rest = candidates; rest != 0; rest &= rest - 1) {
            const uint32_t fact = rest & (~rest + 1);
            const struct partial image = {pattern.known, pattern.value ^ fact};
            if (!patterns_inside(may, image)) {
                candidates &= ~fact;
                continue;
            }
            const size_t won = 1 + patterns_count(open, image);
            best = won >= most ? fact : best; /* of equal ones the last fact of the pack goes */
            most = won > most ? won : most;
        }
        candidates &= ~best;
        pattern = (struct partial){pattern.known & ~best, pattern.value & ~best};
    }
    return pattern;
}

/* One pattern after the other, each grown from the first case that none matches yet. */
static bool describe_by_growing(const struct case_set *must, const struct case_set *may,
                                struct patterns *patterns)
{
    struct case_set open = {0};
    bool fine = case_set_init(&open, must->facts);
    if (fine) {
        case_set_copy(&open, must);
    }
    for (size_t word = 0; fine && word < open.words; word++) {
        while (fine && open.bits[word] != 0) {
            const uint32_t lowest = (uint32_t)__builtin_ctzll(open.bits[word]);
            const struct partial exact = {facts_mask(must->facts), (uint32_t)word * 64 + lowest};
            const struct partial pattern = grow(&open, may, exact);
            fine = patterns_add(patterns, pattern);
            case_set_remove_matching(&open, pattern);
        }
    }
    case_set_fini(&open);
    return fine;
}

/* ---- What can be spared ------------------------------------------------------------------------- */

/* Add to (or, with UINT32_MAX, take from) the number of patterns that match each case. */
static void count_matches(const struct case_set *must, struct partial pattern, uint32_t matches[],
                          uint32_t by)
{
    struct case_walk walk = case_walk_begin(must, pattern);
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        matches[whole] += by;
    }
}

static bool can_be_spared(const struct case_set *must, struct partial pattern,
                          const uint32_t matches[])
{
    struct case_walk walk = case_walk_begin(must, pattern);
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        if (matches[whole] == 1) {
            return false;
        }
    }
    return true;
}

/* Leave out every pattern whose cases the others match: the narrowest, which stand last, go first. */
static bool spare(const struct case_set *must, struct patterns *patterns)
{
    uint32_t *matches = calloc((size_t)1 << must->facts, sizeof *matches);
    size_t kept = 0;
    if (matches == NULL) {
        return false;
    }
    for (size_t i = 0; i < patterns->count; i++) {
        count_matches(must, patterns->items[i], matches, 1);
    }
    for (size_t i = patterns->count; i-- > 0;) {
        if (can_be_spared(must, patterns->items[i], matches)) {
            count_matches(must, patterns->items[i], matches, UINT32_MAX);
            patterns->items[i] = (struct partial){UINT32_MAX, 0}; /* no pattern: marked as spared */
        }
    }
    for (size_t i = 0; i < patterns->count; i++) {
        if (patterns->items[i].known != UINT32_MAX) {
            patterns->items[kept++] = patterns->items[i];
        }
    }
    patterns->count = kept;
    free(matches);
    return true;
}

/* ---- Together ----------------------------------------------------------------------------------- */

/* Widest first, then by their facts: the same set is always described in the same order. */
static int compare_patterns(const void *a, const void *b)
{
    const struct partial *left = a, *right = b;
    const size_t left_bits = bits_count(left->known), right_bits = bits_count(right->known);
    if (left_bits != right_bits) {
        return left_bits < right_bits ? -1 : 1;
    }
    if (left->known != right->known) {
        return left->known < right->known ? -1 : 1;
    }
    return (left->value > right->value) - (left->value < right->value);
}

static void sort(struct patterns *patterns)
{
    if (patterns->count > 1) {
        qsort(patterns->items, patterns->count, sizeof *patterns->items, compare_patterns);
    }
}

bool patterns_describe(const struct case_set *must, const struct case_set *may,
                       struct patterns *patterns)
{
    if (!describe_by_growing(must, may, patterns)) {
        return false;
    }
    sort(patterns);
    if (!spare(must, patterns)) {
        return false;
    }
    if (must->facts <= PATTERNS_EXACT_FACTS && patterns->count > 0) {
        if (!patterns_choose(must, may, patterns)) {
            return false;
        }
        sort(patterns);
        return spare(must, patterns); /* for a search that was given up */
    }
    return true;
}
