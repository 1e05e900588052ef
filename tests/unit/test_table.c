/* Compiled tables against the slow engine, over random packs: every case, many partial cases. */
#include "engine/table.h"

#include <stdlib.h>

#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/random_pack.h"
#include "tests/unit/slow_engine.h"

#define SEEDS 2000

static void compare_decision(const struct pack *pack, size_t decision)
{
    struct table *table = table_of_decision(pack, decision);
    struct slow slow = slow_of_decision(pack, decision);
    REQUIRE(table != NULL);
    CHECK_INT(table->own_rows, 0);
    CHECK_INT(case_set_count(&pack->possible), slow.count);
    for (uint32_t c = 0; c < slow.cases; c++) {
        const uint16_t row = table_row(table, c);
        CHECK((row < TABLE_CLASH ? (int)row : SLOW_NONE) == slow.row[c]);
        CHECK_INT(table_outcome(table, c),
                  slow.outcome[c] == SLOW_NONE ? TABLE_NO_OUTCOME : slow.outcome[c]);
        CHECK(case_set_has(&pack->possible, c) == slow.possible[c]);
    }
    slow_free(&slow);
    table_free(table);
}

static void compare_misconception(const struct pack *pack, size_t misconception)
{
    const struct misconception *m = &pack->misconceptions[misconception];
    struct table *truth = table_of_decision(pack, m->decision);
    struct table *table = truth != NULL ? table_of_misconception(pack, misconception, truth) : NULL;
    REQUIRE(table != NULL);
    CHECK_INT(table->own_rows, m->rule_count);
    for (uint32_t c = 0; c >> pack->fact_count == 0; c++) {
        const int want = slow_belief(pack, misconception, c);
        CHECK_INT(table_outcome(table, c), want == SLOW_NONE ? TABLE_NO_OUTCOME : want);
        const uint16_t row = table_row(table, c);
        CHECK(row >= TABLE_CLASH || row < table->rows);
    }
    table_free(table);
    table_free(truth);
}

static void compare_partial(const struct pack *pack, const struct table *table,
                            const struct slow *slow, struct partial facts)
{
    bool rows[64], slow_rows[64], undecided, slow_undecided;
    struct partial closed = {1, 2}, slow_closed;
    const uint64_t open = table_open_outcomes(table, &pack->possible, facts, rows, &undecided);
    const uint64_t want = slow_open(slow, facts, slow_rows, table->rows, &slow_undecided);
    CHECK_INT(open, want);
    CHECK(undecided == slow_undecided);
    CHECK(memcmp(rows, slow_rows, table->rows * sizeof *rows) == 0);
    CHECK_INT(table_open_outcomes(table, &pack->possible, facts, NULL, NULL), want);
    const bool can = partial_close(&pack->possible, facts, &closed);
    CHECK(can == slow_close(slow, facts, &slow_closed));
    if (can) {
        CHECK_INT(closed.known, slow_closed.known);
        CHECK_INT(closed.value, slow_closed.value);
    }
    const uint32_t needs = table_needs(table, &pack->possible, facts);
    CHECK_INT(needs, slow_needs(slow, facts));
    /* Something is needed exactly where something is open. */
    const bool settled = (open & (open - 1)) == 0 && !(undecided && open != 0);
    CHECK((needs == 0) == settled);
}

/* The combinations named forbid the facts together, and none of them can be spared. */
static void compare_impossible(const struct pack *pack, struct partial facts, bool possible)
{
    size_t which[16];
    const size_t count = pack_impossible(pack, facts, which);
    CHECK((count == 0) == possible);
    for (size_t skip = 0; skip <= count; skip++) { /* skip == count: none is left out */
        bool all = true;
        for (uint32_t c = 0; c >> pack->fact_count == 0; c++) {
            bool forbidden = !slow_when(pack, facts, c);
            for (size_t i = 0; i < count; i++) {
                forbidden = forbidden ||
                            (i != skip && slow_when(pack, pack->impossibles[which[i]].when, c));
            }
            all = all && forbidden;
        }
        CHECK(all == (skip == count && count > 0));
    }
}

static void compare_pack(uint64_t seed)
{
    char *text = random_pack(seed, 1, seed % 32 == 0 ? 12 : 8);
    struct pack *pack = pack_of_text(text);
    uint64_t random = ~seed;
    REQUIRE(pack != NULL);
    for (size_t d = 0; d < pack->decision_count; d++) {
        compare_decision(pack, d);
    }
    for (size_t m = 0; m < pack->misconception_count; m++) {
        compare_misconception(pack, m);
    }
    struct table *table = table_of_decision(pack, 0);
    struct slow slow = slow_of_decision(pack, 0);
    for (size_t i = 0; i < 12; i++) {
        struct partial facts = {0, 0};
        const size_t rare = 1 + random_below(&random, 4);
        for (size_t f = 0; f < pack->fact_count; f++) {
            if (random_below(&random, 4) < rare) {
                facts = partial_with(facts, f, random_below(&random, 2) == 0);
            }
        }
        compare_partial(pack, table, &slow, facts);
        struct partial closed;
        compare_impossible(pack, facts, slow_close(&slow, facts, &closed));
    }
    slow_free(&slow);
    table_free(table);
    pack_free(pack);
    free(text);
}

static void test_random_packs(void)
{
    for (uint64_t seed = 1; seed <= SEEDS && !check_state.bad; seed++) {
        compare_pack(seed);
        if (check_state.bad) {
            printf("# seed %llu\n", (unsigned long long)seed);
        }
    }
}

/* Every ordered pair of one decision, over every case, possible or not. */
static size_t compare_pairs(const struct pack *pack)
{
    const size_t count = pack->misconception_count;
    struct table **tables = calloc(count + 1, sizeof(struct table *));
    size_t differ = 0; /* answers of a pair that neither of the two gives alone */
    for (size_t d = 0; d < pack->decision_count; d++) {
        struct table *truth = table_of_decision(pack, d);
        for (size_t m = 0; m < count; m++) {
            table_free(tables[m]);
            tables[m] = table_of_misconception(pack, m, truth);
        }
        for (size_t pair = 0; pair < count * count; pair++) {
            const size_t first = pair / count, second = pair % count;
            if (first == second || pack->misconceptions[first].decision != d ||
                pack->misconceptions[second].decision != d) {
                continue;
            }
            for (uint32_t c = 0; c >> pack->fact_count == 0; c++) {
                const uint8_t got = table_pair_outcome(pack, first, second, truth, tables, c);
                const int want = slow_pair(pack, first, second, c);
                CHECK_INT(got == TABLE_NO_OUTCOME ? SLOW_NONE : got, want);
                differ += got != table_outcome(tables[first], c) &&
                          got != table_outcome(tables[second], c);
            }
        }
        table_free(truth);
    }
    for (size_t m = 0; m < count; m++) {
        table_free(tables[m]);
    }
    free((void *)tables);
    return differ;
}

static void test_pairs(void)
{
    size_t differ = 0;
    for (uint64_t seed = 1; seed <= SEEDS && !check_state.bad; seed++) {
        char *text = random_pack(seed, 1, 6);
        struct pack *pack = pack_of_text(text);
        REQUIRE(pack != NULL);
        differ += compare_pairs(pack);
        pack_free(pack);
        free(text);
        if (check_state.bad) {
            printf("# seed %llu\n", (unsigned long long)seed);
        }
    }
    for (size_t i = 0; i < 2; i++) {
        struct pack *pack =
            pack_of_file(i == 0 ? "data/packs/ami-lecture.json" : "data/packs/ami-current.json");
        REQUIRE(pack != NULL);
        (void)compare_pairs(pack);
        pack_free(pack);
    }
    CHECK(differ > 100); /* both assumptions at work at once are met, too */
}

int main(void)
{
    RUN(test_pairs);
    RUN(test_random_packs);
    return check_end();
}
