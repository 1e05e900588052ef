/* Cases and sets of cases, against loops over every case; 0 to 8 facts, and the limit of 20. */
#include "engine/cases.h"

#include <stdlib.h>

#include "tests/unit/check.h"
#include "tests/unit/random_pack.h"

static struct partial random_partial(uint64_t *random, size_t facts)
{
    struct partial p = {0, 0};
    for (size_t i = 0; i < facts; i++) {
        if (random_below(random, 3) == 0) {
            p = partial_with(p, i, random_below(random, 2) == 0);
        }
    }
    return p;
}

static void test_partials(void)
{
    const struct partial none = {0, 0};
    const struct partial one = partial_with(none, 3, true);
    CHECK_INT(one.known, 8);
    CHECK_INT(one.value, 8);
    const struct partial off = partial_with(one, 3, false);
    CHECK_INT(off.known, 8);
    CHECK_INT(off.value, 0);
    CHECK(partial_matches(none, 12345));
    CHECK(partial_matches(one, 8 + 1));
    CHECK(!partial_matches(one, 1));
    CHECK(partial_compatible(one, none));
    CHECK(!partial_compatible(one, off));
    CHECK(partial_compatible(one, partial_with(none, 2, false)));
    CHECK_INT(partial_apply(one, 1), 9);
    CHECK_INT(partial_apply(off, 15), 7);
    CHECK_INT(facts_mask(1), 1);
    CHECK_INT(facts_mask(20), (1 << 20) - 1);
    CHECK_INT(bits_count(0), 0);
    CHECK_INT(bits_count(UINT32_MAX), 32);
}

/* Draw sub-cubes in and out of a set, keeping a plain array beside it. */
static void compare_set(uint64_t seed, size_t facts)
{
    struct case_set set = {0}, copy = {0};
    bool plain[256] = {false};
    uint64_t random = seed;
    const uint32_t cases = (uint32_t)1 << facts;
    REQUIRE(case_set_init(&set, facts) && case_set_init(&copy, facts));
    for (size_t step = 0; step < 6; step++) {
        const struct partial p = random_partial(&random, facts);
        const bool add = random_below(&random, 2) == 0;
        if (step == 0 && add) {
            case_set_fill(&set);
            memset(plain, true, cases);
        } else if (add) {
            case_set_add_matching(&set, p);
        } else {
            case_set_remove_matching(&set, p);
        }
        size_t count = 0;
        for (uint32_t c = 0; c < cases; c++) {
            plain[c] = partial_matches(p, c) ? (step == 0 && add) || add : plain[c];
            count += plain[c];
            CHECK(case_set_has(&set, c) == plain[c]);
        }
        CHECK_INT(case_set_count(&set), count);
    }
    /* The walk: every case that matches, once, rising.  What it has in common is the closure. */
    const struct partial within = random_partial(&random, facts);
    struct case_walk walk = case_walk_begin(&set, within);
    struct partial closed = {77, 77};
    uint32_t always = facts_mask(facts), ever = 0, met = 0, wanted = 0, last = 0;
    for (uint32_t c; case_walk_next(&walk, &c); met++) {
        CHECK(plain[c] && partial_matches(within, c) && (met == 0 || c > last));
        always &= c;
        ever |= c;
        last = c;
    }
    for (uint32_t c = 0; c < cases; c++) {
        wanted += plain[c] && partial_matches(within, c);
    }
    CHECK_INT(met, wanted);
    CHECK(partial_close(&set, within, &closed) == (met > 0));
    if (met > 0) {
        CHECK_INT(closed.known, facts_mask(facts) & (always | ~ever));
        CHECK_INT(closed.value, always);
    } else {
        CHECK_INT(closed.known, 77); /* unchanged */
    }
    case_set_copy(&copy, &set);
    CHECK(memcmp(copy.bits, set.bits, set.words * sizeof *set.bits) == 0);
    case_set_add(&copy, cases - 1);
    CHECK(case_set_has(&copy, cases - 1));
    case_set_remove(&copy, cases - 1);
    CHECK(!case_set_has(&copy, cases - 1));
    case_set_fini(&set);
    case_set_fini(&copy);
    CHECK(set.bits == NULL);
}

static void test_sets(void)
{
    for (uint64_t seed = 1; seed <= 400 && !check_state.bad; seed++) {
        compare_set(seed, seed % 9);
        if (check_state.bad) {
            printf("# seed %llu\n", (unsigned long long)seed);
        }
    }
}

static void test_largest_set(void)
{
    struct case_set set = {0};
    REQUIRE(case_set_init(&set, CASES_FACTS_MAX));
    CHECK_INT(case_set_count(&set), 0);
    case_set_fill(&set);
    CHECK_INT(case_set_count(&set), 1 << 20);
    case_set_remove_matching(&set, (struct partial){3, 1});
    CHECK_INT(case_set_count(&set), 3 << 18);
    struct partial closed;
    CHECK(partial_close(&set, (struct partial){1, 1}, &closed));
    CHECK_INT(closed.known, 3);
    CHECK_INT(closed.value, 3);
    CHECK(!partial_close(&set, (struct partial){3, 1}, &closed));
    case_set_fini(&set);
}

int main(void)
{
    RUN(test_partials);
    RUN(test_sets);
    RUN(test_largest_set);
    return check_end();
}
