/*
 * As long as a case is impossible, some impossible combination matches it, and one of that
 * combination's facts must change.  Trying each of these facts in turn, and barring those tried
 * before, comes to every set that can be minimal exactly once (a search tree for hitting sets: Reiter,
 * "A theory of diagnosis from first principles", 1987).  It comes to others, too: they are recognised
 * by a smaller one among those found.
 */
#include "engine/cover_flips.h"

#include <stdlib.h>

/** Where the search stands. */
struct walk {
    const struct pack *pack;
    uint32_t whole;
    struct cover_flips *flips;
};

/* An impossible combination that matches an impossible case. */
static const struct impossible *obstacle(struct walk *w, uint32_t whole)
{
    const struct impossible *impossible = w->pack->impossibles;
    while (!partial_matches(impossible->when, whole)) {
        impossible++;
        w->flips->steps -= w->flips->steps > 0;
    }
    return impossible;
}

static void go_on(struct walk *w, uint32_t changed, uint32_t barred)
{
    struct cover_flips *flips = w->flips;
    if (flips->steps == 0 || !flips->all) {
        flips->all = false;
        return;
    }
    flips->steps--;
    if (case_set_has(&w->pack->possible, w->whole ^ changed)) {
        flips->all = flips->count < COVER_FLIPS_MAX;
        if (flips->all) {
            flips->sets[flips->count++] = changed;
        }
        return;
    }
    uint32_t open = obstacle(w, w->whole ^ changed)->when.known & ~(changed | barred);
    for (; open != 0; open &= open - 1) {
        const uint32_t fact = open & (~open + 1);
        go_on(w, changed | fact, barred);
        barred |= fact;
    }
}

static int compare_sets(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* Drop every set that has another one inside. */
static void keep_minimal(struct cover_flips *flips)
{
    size_t kept = 0;
    /* A part of a set is a smaller number, so it stands before it. */
    qsort(flips->sets, flips->count, sizeof *flips->sets, compare_sets);
    for (size_t i = 0; i < flips->count; i++) {
        bool minimal = true;
        for (size_t k = 0; k < kept && minimal; k++) {
            minimal = (flips->sets[k] & ~flips->sets[i]) != 0;
        }
        if (minimal) {
            flips->sets[kept++] = flips->sets[i];
        }
    }
    flips->count = kept;
}

void cover_flips_find(const struct pack *pack, uint32_t whole, size_t fact,
                      struct cover_flips *flips)
{
    struct walk walk = {.pack = pack, .whole = whole, .flips = flips};
    flips->count = 0;
    flips->all = true;
    go_on(&walk, fact_bit(fact), 0);
    if (!flips->all) {
        flips->count = 0;
    } else if (flips->count > 1) {
        keep_minimal(flips);
    }
}

void cover_flips_nearest(struct cover_flips *flips)
{
    size_t fewest = SIZE_MAX, kept = 0;
    for (size_t i = 0; i < flips->count; i++) {
        const size_t changed = bits_count(flips->sets[i]);
        fewest = changed < fewest ? changed : fewest;
    }
    for (size_t i = 0; i < flips->count; i++) {
        if (bits_count(flips->sets[i]) == fewest) {
            flips->sets[kept++] = flips->sets[i];
        }
    }
    flips->count = kept;
}
