/* Explanations against the slow engine: all cases of the AMI packs, and random packs. */
#include "engine/explain.h"

#include <stdlib.h>

#include "engine/pack.h"
#include "engine/table.h"
#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/random_pack.h"
#include "tests/unit/slow_engine.h"

#define SEEDS 3000

static void compare_failing(const struct pack *pack, const struct rule *rule, uint32_t whole)
{
    uint32_t failing = 0;
    size_t first = SIZE_MAX;
    for (size_t f = pack->fact_count; f-- > 0;) {
        const uint32_t mask = (uint32_t)1 << f;
        if ((rule->when.known & mask) != 0 && (rule->when.value & mask) != (whole & mask)) {
            failing |= mask;
            first = f;
        }
    }
    CHECK_INT(explain_failing(rule, whole), failing);
    CHECK(explain_first_failing(rule, whole) == first);
    CHECK((failing == 0) == slow_when(pack, rule->when, whole));
}

static void compare_why_not(const struct pack *pack, size_t decision, const struct table *table,
                            const struct slow *slow, uint32_t whole, size_t outcome)
{
    const struct decision *d = &pack->decisions[decision];
    const struct why_not why = explain_why_not(d, table, whole, outcome);
    size_t best = SIZE_MAX;
    int fewest = 99;
    for (size_t i = 0; i < d->rule_count; i++) {
        const int failing = slow_count((d->rules[i].when.value ^ whole) & d->rules[i].when.known);
        if (d->rules[i].then == outcome && failing < fewest) {
            best = i;
            fewest = failing;
        }
    }
    CHECK(why.rule == best);
    if (best == SIZE_MAX) {
        CHECK_INT(why.failing, 0);
        CHECK(why.taken_by == SIZE_MAX);
        return;
    }
    CHECK_INT(slow_count(why.failing), fewest);
    CHECK_INT(why.failing, explain_failing(&d->rules[best], whole));
    if (fewest > 0) {
        CHECK(why.taken_by == SIZE_MAX);
    } else {
        CHECK(why.taken_by ==
              (slow->row[whole] == SLOW_NONE ? SIZE_MAX : (size_t)slow->row[whole]));
        CHECK(why.taken_by == SIZE_MAX || why.taken_by <= best);
    }
}

static void compare_changes(const struct pack *pack, const struct table *table,
                            const struct slow *slow, uint32_t whole, size_t outcome,
                            uint32_t may_change, uint32_t room[])
{
    struct changes changes;
    REQUIRE(explain_changes(table, &pack->possible, whole, outcome, may_change, &changes));
    const size_t want = slow_changes(slow, whole, (int)outcome, may_change, room);
    CHECK_INT(changes.count, want);
    for (size_t i = 0; i < want && i < changes.count; i++) {
        CHECK_INT(changes.sets[i], room[i]);
    }
    changes_fini(&changes);
    CHECK(changes.sets == NULL && changes.count == 0);
}

/* Every `step`-th case that is possible, all outcomes. */
static void compare_decision(const struct pack *pack, size_t decision, uint64_t *random,
                             size_t step)
{
    const struct decision *d = &pack->decisions[decision];
    struct table *table = table_of_decision(pack, decision);
    struct slow slow = slow_of_decision(pack, decision);
    uint32_t *room = calloc(slow.cases, sizeof *room);
    REQUIRE(table != NULL && room != NULL);
    for (size_t i = random_below(random, step); i < slow.count; i += step) {
        for (size_t r = 0; r < d->rule_count; r++) {
            compare_failing(pack, &d->rules[r], slow.list[i]);
        }
        for (size_t o = 0; o < d->outcome_count; o++) {
            const uint32_t some = (uint32_t)random_next(random);
            compare_why_not(pack, decision, table, &slow, slow.list[i], o);
            compare_changes(pack, table, &slow, slow.list[i], o, UINT32_MAX, room);
            compare_changes(pack, table, &slow, slow.list[i], o, some, room);
        }
    }
    free(room);
    slow_free(&slow);
    table_free(table);
}

static void compare_file(const char *name)
{
    struct pack *pack = pack_of_file(name);
    uint64_t random = 7;
    REQUIRE(pack != NULL);
    for (size_t d = 0; d < pack->decision_count; d++) {
        compare_decision(pack, d, &random, 1);
    }
    pack_free(pack);
}

static void test_ami_lecture(void)
{
    compare_file("data/packs/ami-lecture.json");
}

static void test_ami_current(void)
{
    compare_file("data/packs/ami-current.json");
}

static void test_random_packs(void)
{
    for (uint64_t seed = 1; seed <= SEEDS && !check_state.bad; seed++) {
        const bool large = seed % 16 == 0;
        char *text = random_pack(seed, 1, large ? 12 : 8);
        struct pack *pack = pack_of_text(text);
        uint64_t random = ~seed;
        REQUIRE(pack != NULL);
        for (size_t d = 0; d < pack->decision_count; d++) {
            compare_decision(pack, d, &random, large ? 499 : 37);
        }
        if (check_state.bad) {
            printf("# seed %llu\n", (unsigned long long)seed);
        }
        pack_free(pack);
        free(text);
    }
}

/* As many smallest changes as there are ways to choose 4 of 8 facts: 70. */
static void test_many_changes(void)
{
    char text[8192];
    int at =
        snprintf(text, sizeof text,
                 "{\"format\": \"amiquiz-pack\", \"version\": 1, \"id\": \"p\", \"title\": \"T\",\n"
                 "\"facts\": [");
    for (int i = 0; i < 8; i++) {
        at += snprintf(text + at, sizeof text - (size_t)at,
                       "%s{\"id\": \"f%d\", \"label\": \"F\", \"yes\": [\"y\"], \"no\": [\"n\"]}",
                       i == 0 ? "" : ",", i);
    }
    at += snprintf(
        text + at, sizeof text - (size_t)at,
        "],\n\"decisions\": [{\"id\": \"d\", \"ask\": \"?\", \"hit\": \"first\",\n"
        "\"outcomes\": [{\"id\": \"o\", \"label\": \"O\"}, {\"id\": \"p\", \"label\": \"P\"}],\n"
        "\"rules\": [{\"id\": \"r\", \"when\": {}, \"then\": \"o\", \"because\": \"b\"}]}]}");
    struct pack *pack = pack_of_text(text);
    struct changes changes;
    REQUIRE(pack != NULL);
    struct table *table = table_of_decision(pack, 0);
    REQUIRE(table != NULL);
    table->then[0] = 0;
    for (uint32_t c = 0; c < 256;
         c++) { /* cases with four facts have the other row, of outcome 1 */
        table->row[c] = slow_count(c) == 4 ? TABLE_GAP : 0;
    }
    CHECK(explain_changes(table, &pack->possible, 0, TABLE_NO_OUTCOME, UINT32_MAX, &changes));
    CHECK_INT(changes.count, 70);
    for (size_t i = 0; i < changes.count; i++) {
        CHECK_INT(slow_count(changes.sets[i]), 4);
        CHECK(i == 0 || changes.sets[i - 1] < changes.sets[i]);
    }
    changes_fini(&changes);
    table_free(table);
    pack_free(pack);
}

/* The question of interface.md: what must the owner grant? */
static void test_what_to_grant(void)
{
    struct pack *pack = pack_of_file("data/packs/ami-current.json");
    REQUIRE(pack != NULL);
    struct table *table = table_of_decision(pack, 0);
    const uint32_t key = fact_bit(pack_fact(pack, "key_access"));
    const uint32_t shared = fact_bit(pack_fact(pack, "shared"));
    const uint32_t storage = fact_bit(pack_fact(pack, "snapshot_access"));
    const uint32_t whole =
        fact_bit(pack_fact(pack, "encrypted")) | fact_bit(pack_fact(pack, "customer_key"));
    const size_t copy = decision_outcome(&pack->decisions[0], "copy-image");
    struct changes changes;
    CHECK(explain_changes(table, &pack->possible, whole, copy, shared | storage | key, &changes));
    REQUIRE(changes.count == 1);
    CHECK_INT(changes.sets[0], shared | storage | key);
    changes_fini(&changes);
    CHECK(explain_changes(table, &pack->possible, whole, copy, shared | key, &changes));
    CHECK_INT(changes.count, 0);
    changes_fini(&changes);
    table_free(table);
    pack_free(pack);
}

int main(void)
{
    RUN(test_ami_lecture);
    RUN(test_ami_current);
    RUN(test_random_packs);
    RUN(test_many_changes);
    RUN(test_what_to_grant);
    return check_end();
}
