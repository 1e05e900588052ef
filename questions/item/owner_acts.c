/* Grants and withdrawals, searched from the smallest up; see the header. */
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

bool owner_least_grant(const struct pack *pack, const struct table *table, uint32_t whole,
                       size_t outcome, uint32_t *set)
{
    const uint32_t open = owner_facts(pack) & ~whole;
    size_t found = 0;
    if (table_outcome(table, whole) == outcome) {
        return false;
    }
    for (size_t size = 1; size <= 2 && found == 0; size++) {
        for (uint32_t s = next_subset(0, open); s != 0; s = next_subset(s, open)) {
            if (bits_count(s) == size && case_set_has(&pack->possible, whole | s) &&
                table_outcome(table, whole | s) == outcome) {
                found++;
                *set = s;
            }
        }
    }
    return found == 1;
}
