/**
 * Where two packs over the same facts part: for each decision that both have, the cases possible in
 * both whose outcomes differ, described in few patterns.
 */
#ifndef ENGINE_DIFF_H
#define ENGINE_DIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/pack.h"
#include "engine/table.h"

/** Cases with one outcome in the first pack and another in the second. */
struct difference {
    size_t decision;     /* of the first pack */
    size_t other;        /* the second pack's decision of that id */
    struct partial when; /* in the first pack's facts; may match impossible cases, too */
    size_t a, b;         /* outcomes in the first and the second pack; SIZE_MAX: a gap or a clash */
    size_t cases;        /* possible in both, and matched */
    uint32_t witness;    /* one of them, with as few facts set as there is */
};

struct differences {
    struct difference *items; /* owned; by decision, then by the outcomes, "none" last */
    size_t count, capacity;
    size_t cases;                         /* possible in both packs */
    size_t only_a, only_b;                /* possible in one of them; not compared */
    size_t differing[PACK_DECISIONS_MAX]; /* for each decision of the first pack */
    /* For each decision of the first pack that the second has, too: does this row (of either pack's
     * decision) answer a case that differs?  Owned; NULL for the others. */
    bool *a_rows[PACK_DECISIONS_MAX], *b_rows[PACK_DECISIONS_MAX];
};

/** Number of each of `a`'s facts in `b`; false when the two have not just the same ones. */
bool diff_match_facts(const struct pack *a, const struct pack *b, size_t facts[PACK_FACTS_MAX]);
/** A case of `a` in `b`'s order of facts. */
uint32_t diff_map_case(const size_t facts[], size_t count, uint32_t whole);

/**
 * Compare two packs with the same facts.
 * @facts        from diff_match_facts()
 * @differences  zeroed; receives what was found; differences_fini() frees
 * @return       false when memory ran out
 */
bool diff_packs(const struct pack *a, const struct pack *b, const size_t facts[],
                struct differences *differences);
void differences_fini(struct differences *differences);

#endif
