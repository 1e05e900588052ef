/** What check.c, check_rows.c and check_beliefs.c share. */
#ifndef ENGINE_CHECK_PRIVATE_H
#define ENGINE_CHECK_PRIVATE_H

#include "engine/check.h"

/** Bits set in a word; in line, for the compilers' own is a call on processors of the oldest kind. */
static inline size_t check_bits(uint64_t bits)
{
    bits -= bits >> 1 & UINT64_C(0x5555555555555555);
    bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
    bits = (bits + (bits >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (size_t)(bits * UINT64_C(0x0101010101010101) >> 56);
}

/** Append a finding with all its numbers "none"; NULL when memory ran out. */
struct finding *check_add(struct findings *findings, enum finding_kind kind,
                          const struct place *place);
/**
 * Name another row that is involved.
 * @return false when it was one too many: the finding says that there are more.
 */
bool check_involve(struct findings *findings, struct finding *finding, size_t rule);
/**
 * May naming the rows of a finding go on?  What all findings may cost together is bounded; each has a
 * little of its own besides, so that none goes without.
 * @cost  of the next step, in words or cases looked at
 * @own   what this finding has used of its own; 0 to begin
 * @return false when it may not: the finding says that there may be more.
 */
bool check_afford(struct findings *findings, struct finding *finding, size_t cost, size_t *own);
/** Take some cases of one word of a bitmap into account: count them, and find the best witness. */
void check_witness(struct finding *finding, size_t word, uint64_t cases);
/** The rows of one decision. */
void check_rows(const struct pack *pack, size_t decision, struct findings *findings);
/** The misconceptions of one decision. */
void check_beliefs(const struct pack *pack, size_t decision, const struct check_sibling *sibling,
                   struct findings *findings);
/** Facts that a misconception speaks of. */
uint32_t check_facts_of_misconception(const struct misconception *misconception);

#endif
