/* Grants and withdrawals, tried one after the other; see the header. */
#include "questions/item/owner_acts.h"

uint32_t owner_facts(const struct pack *pack)
{
    uint32_t facts = 0;
    for (size_t i = 0; i < pack->fact_count; i++) {
        facts |= pack->facts[i].control == CONTROL_OWNER ? fact_bit(i) : 0;
    }
    return facts;
}

/* The next set of the same bits of `within`, in rising order; 0 after the last. */
static uint32_t next_subset(uint32_t subset, uint32_t within)
{
    return (subset - within) & within;
}

bool owner_act(const struct pack *pack, uint32_t whole, uint32_t facts, bool value, uint32_t *after)
{
    const uint32_t open = owner_facts(pack) & ~facts & (value ? ~whole : whole);
    size_t fewest = SIZE_MAX, equals = 0;
    uint32_t more = 0;
    do {
        const uint32_t reached = value ? whole | facts | more : whole & ~(facts | more);
        const size_t count = bits_count(more);
        if (count <= fewest && case_set_has(&pack->possible, reached)) {
            equals = count < fewest ? 1 : equals + 1;
            fewest = count;
            *after = reached;
        }
        more = next_subset(more, open);
    } while (more != 0);
    return equals == 1;
}

/* Does this grant lead to the outcome?  If so, it is noted; 0 is no grant. */
static bool grant_leads(const struct pack *pack, const struct table *table, uint32_t whole,
                        uint32_t grant, size_t outcome, uint32_t *set)
{
    if (grant == 0 || !case_set_has(&pack->possible, whole | grant) ||
        table_outcome(table, whole | grant) != outcome) {
        return false;
    }
    *set = grant;
    return true;
}

bool owner_least_grant(const struct pack *pack, const struct table *table, uint32_t whole,
                       size_t outcome, uint32_t *set)
{
    const uint32_t open = owner_facts(pack) & ~whole;
    size_t found = 0, pairs = 0;
    if (table_outcome(table, whole) == outcome) {
        return false;
    }
    for (size_t a = 0; a < pack->fact_count; a++) {
        found += grant_leads(pack, table, whole, fact_bit(a) & open, outcome, set);
    }
    for (size_t a = 0; found == 0 && a < pack->fact_count; a++) {
        for (size_t b = a + 1; b < pack->fact_count; b++) {
            const uint32_t both = fact_bit(a) | fact_bit(b);
            pairs +=
                grant_leads(pack, table, whole, (both & open) == both ? both : 0, outcome, set);
        }
    }
    return found + pairs == 1;
}
