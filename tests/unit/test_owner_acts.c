/* What an owner can do, held against a search through all sets of facts, on random packs. */
#include "questions/item/owner_acts.h"

#include <stdio.h>
#include <stdlib.h>

#include "engine/pack.h"
#include "engine/table.h"
#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/random_pack.h"
#include "tests/unit/slow_engine.h"

#define PACKS 120

/* All sets of more facts are tried. */
static bool slow_act(const struct pack *pack, uint32_t whole, uint32_t facts, bool value,
                     uint32_t *after)
{
    const uint32_t may = owner_facts(pack) & ~facts & (value ? ~whole : whole);
    int fewest = 99, equals = 0;
    for (uint32_t more = 0; more >> pack->fact_count == 0; more++) {
        const uint32_t then = value ? whole | facts | more : whole & ~(facts | more);
        const int count = slow_count(more);
        if ((more & ~may) == 0 && count <= fewest && slow_possible(pack, then)) {
            equals = count < fewest ? 1 : equals + 1;
            fewest = count;
            *after = then;
        }
    }
    return equals == 1;
}

/* All sets of grants are tried. */
static bool slow_least(const struct pack *pack, const struct table *table, uint32_t whole,
                       size_t outcome, uint32_t *set)
{
    const uint32_t may = owner_facts(pack) & ~whole;
    int fewest = 3, equals = 0;
    if (table_outcome(table, whole) == outcome) {
        return false;
    }
    for (uint32_t more = 1; more >> pack->fact_count == 0; more++) {
        const int count = slow_count(more);
        if ((more & ~may) == 0 && count <= fewest && slow_possible(pack, whole | more) &&
            table_outcome(table, whole | more) == outcome && count <= 2) {
            equals = count < fewest ? 1 : equals + 1;
            fewest = count;
            *set = more;
        }
    }
    return equals == 1;
}

static void compare_acts(const struct pack *pack, uint32_t whole, uint32_t facts, size_t acts[2])
{
    for (int value = 0; value < 2; value++) {
        uint32_t fast = 0, slow = 0;
        const bool may = owner_act(pack, whole, facts, value == 1, &fast);
        const bool expected = slow_act(pack, whole, facts, value == 1, &slow);
        CHECK_INT(may, expected);
        if (may && expected) {
            CHECK_INT(fast, slow);
        }
        acts[expected]++;
    }
}

static void compare_pack(struct pack *pack, uint64_t *random, size_t acts[2], size_t grants[2])
{
    struct table *table = table_of_decision(pack, 0);
    REQUIRE(table != NULL);
    for (size_t i = 0; i < pack->fact_count; i++) {
        pack->facts[i].control = random_below(random, 4) > 0 ? CONTROL_OWNER : CONTROL_YOU;
    }
    struct case_walk walk = case_walk_begin(&pack->possible, (struct partial){0, 0});
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        const size_t outcome = random_below(random, pack->decisions[0].outcome_count);
        uint32_t fast = 0, slow = 0;
        const bool may = owner_least_grant(pack, table, whole, outcome, &fast);
        const bool expected = slow_least(pack, table, whole, outcome, &slow);
        CHECK_INT(may, expected);
        if (may && expected) {
            CHECK_INT(fast, slow);
        }
        grants[expected]++;
        compare_acts(pack, whole, fact_bit(random_below(random, pack->fact_count)), acts);
    }
    table_free(table);
}

static void test_random_packs(void)
{
    uint64_t random = 4;
    size_t acts[2] = {0, 0}, grants[2] = {0, 0};
    for (uint64_t seed = 1; seed <= PACKS; seed++) {
        char *text = random_pack(seed, 3, 7);
        struct pack *pack = pack_of_text(text);
        if (pack != NULL) {
            compare_pack(pack, &random, acts, grants);
        }
        pack_free(pack);
        free(text);
    }
    /* Both answers were met often. */
    CHECK(acts[0] > 100 && acts[1] > 100);
    CHECK(grants[0] > 100 && grants[1] > 100);
}

int main(void)
{
    RUN(test_random_packs);
    return check_end();
}
