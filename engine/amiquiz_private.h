/**
 * What the amiquiz*.c files share: the public interface (engine/amiquiz.h) as a thin layer over the
 * engine's own headers.  A handle is a pack with its compiled tables; numbers that strangers give are
 * looked at here, once, for the engine itself takes them on trust.
 */
#ifndef ENGINE_AMIQUIZ_PRIVATE_H
#define ENGINE_AMIQUIZ_PRIVATE_H

#include "engine/amiquiz.h"
#include "engine/cases.h"
#include "engine/pack.h"
#include "engine/table.h"

struct amiquiz_pack {
    struct pack *pack;                        /* owned */
    struct table *tables[PACK_DECISIONS_MAX]; /* owned; one for each decision */
};

/** The decision of a number; NULL when there is none. */
static inline const struct decision *decision_at(const struct amiquiz_pack *p, size_t decision)
{
    return decision < p->pack->decision_count ? &p->pack->decisions[decision] : NULL;
}

/** A row of a decision; NULL when there is none. */
static inline const struct rule *rule_at(const struct amiquiz_pack *p, size_t decision, size_t rule)
{
    const struct decision *d = decision_at(p, decision);
    return d != NULL && rule < d->rule_count ? &d->rules[rule] : NULL;
}

/** A whole case without the bits that are no facts. */
static inline uint32_t case_of(const struct amiquiz_pack *p, uint32_t whole)
{
    return whole & facts_mask(p->pack->fact_count);
}

/** A partial case as the engine wants it: no bits that are no facts, values only of known ones. */
static inline struct partial partial_of(const struct amiquiz_pack *p, struct amiquiz_case facts)
{
    const uint32_t known = case_of(p, facts.known);
    return (struct partial){known, facts.value & known};
}

static inline struct amiquiz_case public_case(struct partial facts)
{
    return (struct amiquiz_case){facts.known, facts.value};
}

#endif
