/*
 * Patterns of random sets against loops that try everything: what they match, that there are as few
 * of them as there can be (up to 4 facts: all sets of patterns), that none can be spared, and that
 * large sets stay cheap.
 */
#include "engine/patterns.h"

#include <stdlib.h>

#include "tests/unit/check.h"
#include "tests/unit/random_pack.h"
#include "tests/unit/slow_engine.h"

/** A set to describe, and the cases that may be matched. */
struct task {
    size_t facts;
    struct case_set must, may;
};

static struct task new_task(size_t facts)
{
    struct task t = {.facts = facts};
    if (!case_set_init(&t.must, facts) || !case_set_init(&t.may, facts)) {
        abort();
    }
    return t;
}

static void free_task(struct task *t)
{
    case_set_fini(&t->must);
    case_set_fini(&t->may);
}

/* Of eight cases as many must be matched, and of the others as many may be. */
static struct task random_cases(uint64_t *random, size_t facts, size_t must, size_t may)
{
    struct task t = new_task(facts);
    for (uint32_t c = 0; c >> facts == 0; c++) {
        const bool wanted = random_below(random, 8) < must;
        if (wanted) {
            case_set_add(&t.must, c);
        }
        if (wanted || random_below(random, 8) < may) {
            case_set_add(&t.may, c);
        }
    }
    return t;
}

static struct partial random_pattern(uint64_t *random, size_t facts, size_t rare)
{
    struct partial p = {0, 0};
    for (size_t i = 0; i < facts; i++) {
        if (random_below(random, rare) == 0) {
            p = partial_with(p, i, random_below(random, 2) == 0);
        }
    }
    return p;
}

/* Everything that some patterns match; a few more cases may be. */
static struct task random_rows(uint64_t *random, size_t facts, size_t rows, size_t rare)
{
    struct task t = new_task(facts);
    for (size_t i = 0; i < rows; i++) {
        case_set_add_matching(&t.must, random_pattern(random, facts, rare));
    }
    case_set_copy(&t.may, &t.must);
    for (size_t i = 0; i < rows / 4; i++) {
        case_set_add_matching(&t.may, random_pattern(random, facts, rare));
    }
    return t;
}

/* No case that matches must not be matched. */
static bool is_inside(const struct task *t, struct partial p)
{
    for (uint32_t c = 0; c >> t->facts == 0; c++) {
        if (partial_matches(p, c) && !case_set_has(&t->may, c)) {
            return false;
        }
    }
    return true;
}

/* As few conditions as there can be: without any one of them it would match too much. */
static void check_shape(const struct task *t, const struct patterns *found, size_t i)
{
    const struct partial p = found->items[i];
    CHECK((p.value & ~p.known) == 0);
    CHECK((p.known & ~facts_mask(t->facts)) == 0);
    CHECK(i == 0 || slow_count(found->items[i - 1].known) <= slow_count(p.known));
    if (t->facts > 12) {
        return;
    }
    CHECK(is_inside(t, p));
    for (size_t f = 0; f < t->facts; f++) {
        const uint32_t bit = (uint32_t)1 << f;
        if ((p.known & bit) != 0) {
            CHECK(!is_inside(t, (struct partial){p.known & ~bit, p.value & ~bit}));
        }
    }
}

/* Matched is all of must, and nothing outside may; and each pattern has a case of its own. */
static void check_sound(const struct task *t, const struct patterns *found)
{
    bool *own = calloc(found->count + 1, sizeof *own);
    size_t faults = 0;
    REQUIRE(own != NULL);
    for (uint32_t c = 0; c >> t->facts == 0; c++) {
        size_t matched = 0, last = 0;
        if (!case_set_has(&t->must, c) && case_set_has(&t->may, c)) {
            continue;
        }
        for (size_t i = 0; i < found->count && matched < 2; i++) {
            if (partial_matches(found->items[i], c)) {
                matched++;
                last = i;
            }
        }
        faults += case_set_has(&t->must, c) != (matched > 0);
        own[last] = own[last] || matched == 1;
    }
    CHECK_INT(faults, 0);
    for (size_t i = 0; i < found->count; i++) {
        CHECK(own[i]);
        check_shape(t, found, i);
    }
    free(own);
}

static size_t conditions_of(const struct patterns *found)
{
    size_t conditions = 0;
    for (size_t i = 0; i < found->count; i++) {
        conditions += (size_t)slow_count(found->items[i].known);
    }
    return conditions;
}

static void check_same(const struct patterns *a, const struct patterns *b)
{
    CHECK_INT(a->count, b->count);
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        CHECK_INT(a->items[i].known, b->items[i].known);
        CHECK_INT(a->items[i].value, b->items[i].value);
    }
}

/* ---- The fewest --------------------------------------------------------------------------------- */

#define NO_WAY UINT32_MAX

/* best[set]: 1000 times the patterns and the conditions that it takes to match just these cases. */
static uint32_t slow_fewest(const struct task *t)
{
    const size_t cases = (size_t)1 << t->facts;
    const uint32_t must = (uint32_t)t->must.bits[0];
    uint32_t *best = malloc(((size_t)1 << cases) * sizeof *best), patterns[81][2];
    size_t count = 0;
    for (uint32_t known = 0; known < cases; known++) {
        for (uint32_t value = 0; value < cases; value++) {
            const struct partial p = {known, value};
            if ((value & ~known) != 0 || !is_inside(t, p)) {
                continue;
            }
            patterns[count][0] = 0;
            for (uint32_t c = 0; c < cases; c++) {
                patterns[count][0] |= partial_matches(p, c) ? (uint32_t)1 << c : 0;
            }
            patterns[count++][1] = 1000 + (uint32_t)slow_count(known);
        }
    }
    uint32_t answer = NO_WAY;
    for (size_t set = 0; best != NULL && set >> cases == 0; set++) {
        best[set] = set == 0 ? 0 : NO_WAY;
    }
    for (size_t set = 0; best != NULL && set >> cases == 0; set++) {
        if (best[set] == NO_WAY) {
            continue;
        }
        if ((must & ~set) == 0 && best[set] < answer) {
            answer = best[set];
        }
        for (size_t i = 0; i < count; i++) {
            uint32_t *more = &best[set | patterns[i][0]];
            *more = best[set] + patterns[i][1] < *more ? best[set] + patterns[i][1] : *more;
        }
    }
    free(best);
    return answer;
}

static void compare_fewest(uint64_t seed, size_t facts)
{
    uint64_t random = seed;
    struct patterns found = {0};
    struct task t =
        random_cases(&random, facts, random_below(&random, 9), random_below(&random, 9));
    REQUIRE(patterns_describe(&t.must, &t.may, &found));
    check_sound(&t, &found);
    CHECK_INT(1000 * found.count + conditions_of(&found), slow_fewest(&t));
    patterns_fini(&found);
    free_task(&t);
}

static void test_fewest(void)
{
    static const uint64_t seeds[] = {0, 60, 400, 1500, 60}; /* by facts */
    for (size_t facts = 1; facts <= 4; facts++) {
        for (uint64_t seed = 1; seed <= seeds[facts] && !check_state.bad; seed++) {
            compare_fewest(seed * 10 + facts, facts);
            if (check_state.bad) {
                printf("# %zu facts, seed %llu\n", facts, (unsigned long long)seed);
            }
        }
    }
}

/* Every other case: no two of them have a pattern in common. */
static void test_parity(void)
{
    for (size_t facts = 1; facts <= 13; facts++) {
        struct task t = new_task(facts);
        struct patterns found = {0};
        for (uint32_t c = 0; c >> facts == 0; c++) {
            if (slow_count(c) % 2 == 1) {
                case_set_add(&t.must, c);
            }
        }
        case_set_copy(&t.may, &t.must);
        REQUIRE(patterns_describe(&t.must, &t.may, &found));
        CHECK_INT(found.count, (size_t)1 << (facts - 1));
        CHECK_INT(conditions_of(&found), facts << (facts - 1));
        patterns_fini(&found);
        free_task(&t);
    }
}

/* Nothing must be matched: no pattern.  Everything may be: one without conditions. */
static void test_extremes(void)
{
    for (size_t facts = 1; facts <= 20; facts++) {
        struct task t = new_task(facts);
        struct patterns found = {0};
        REQUIRE(patterns_describe(&t.must, &t.may, &found));
        CHECK_INT(found.count, 0);
        case_set_fill(&t.may);
        REQUIRE(patterns_describe(&t.must, &t.may, &found));
        CHECK_INT(found.count, 0);
        case_set_add(&t.must, 1);
        REQUIRE(patterns_describe(&t.must, &t.may, &found));
        CHECK_INT(found.count, 1);
        CHECK_INT(found.count > 0 ? found.items[0].known : 1, 0);
        patterns_fini(&found);
        free_task(&t);
    }
}

/* ---- More facts --------------------------------------------------------------------------------- */

static size_t slow_won(const struct task *t, const struct case_set *open, struct partial p)
{
    size_t won = 0;
    if (is_inside(t, p)) {
        won = 1;
        for (uint32_t c = 0; c >> t->facts == 0; c++) {
            won += partial_matches(p, c) && case_set_has(open, c);
        }
    }
    return won;
}

/* How many patterns it takes to grow one after the other, dropping what wins most each time. */
static size_t slow_growing(const struct task *t)
{
    struct task rest = new_task(t->facts);
    size_t count = 0;
    case_set_copy(&rest.must, &t->must);
    for (uint32_t c = 0; c >> t->facts == 0; c++) {
        struct partial p = {facts_mask(t->facts), c};
        bool wider = case_set_has(&rest.must, c);
        count += wider;
        while (wider) {
            struct partial best = p;
            size_t most = 0;
            for (uint32_t bit = 1; bit >> t->facts == 0; bit <<= 1) {
                const struct partial next = {p.known & ~bit, p.value & ~bit};
                const size_t won = next.known != p.known ? slow_won(t, &rest.must, next) : 0;
                best = won > 0 && won >= most ? next : best;
                most = won > most ? won : most;
            }
            wider = most > 0;
            p = best;
        }
        if (case_set_has(&rest.must, c)) {
            case_set_remove_matching(&rest.must, p);
        }
    }
    free_task(&rest);
    return count;
}

static void check_task(struct task *t, size_t most)
{
    struct patterns found = {0}, again = {0};
    REQUIRE(patterns_describe(&t->must, &t->may, &found));
    REQUIRE(patterns_describe(&t->must, &t->may, &again));
    check_sound(t, &found);
    check_same(&found, &again);
    if (found.count > most) {
        CHECK_INT(found.count, most);
    }
    patterns_fini(&found);
    patterns_fini(&again);
    free_task(t);
}

static void test_more_facts(void)
{
    for (uint64_t seed = 1; seed <= 150 && !check_state.bad; seed++) {
        uint64_t random = seed;
        const size_t facts = 3 + random_below(&random, 7);
        struct task t =
            random_cases(&random, facts, 1 + random_below(&random, 6), random_below(&random, 8));
        check_task(&t, slow_growing(&t));
        /* What is made of a few patterns needs no more of them. */
        const size_t rows = 1 + random_below(&random, 6);
        t = random_rows(&random, 5 + random_below(&random, 7), rows, 3);
        check_task(&t, rows);
        if (check_state.bad) {
            printf("# seed %llu\n", (unsigned long long)seed);
        }
    }
}

/* ---- Many facts --------------------------------------------------------------------------------- */

static void check_many(struct task *t, const char *what, size_t most)
{
    struct patterns found = {0};
    REQUIRE(patterns_describe(&t->must, &t->may, &found));
    printf("# %2zu facts, %s: %zu of %zu cases, %zu patterns\n", t->facts, what,
           case_set_count(&t->must), case_set_count(&t->may), found.count);
    CHECK(found.count <= most);
    if (found.count < 2000) {
        check_sound(t, &found);
    }
    patterns_fini(&found);
    free_task(t);
}

static void test_many_facts(void)
{
    uint64_t random = 7;
    for (size_t facts = 11; facts <= 20; facts += facts < 14 ? 1 : 2) {
        struct task t = random_rows(&random, facts, 10, 3);
        check_many(&t, "10 rows", 1000);
        t = random_rows(&random, facts, 60, 2);
        check_many(&t, "60 rows", 4000);
    }
    struct task t = random_rows(&random, 20, 1000, 2);
    check_many(&t, "1000 rows", SIZE_MAX);
    t = random_cases(&random, 16, 3, 3);
    check_many(&t, "random cases", SIZE_MAX);
}

/*
 * Between four and seven of eleven facts hold: 11! / (4! 4! 3!) = 11550 prime patterns, four facts that
 * hold and four that do not, too many to compare every two.
 */
static void test_many_primes(void)
{
    struct task t = new_task(PATTERNS_EXACT_FACTS);
    for (uint32_t c = 0; c >> PATTERNS_EXACT_FACTS == 0; c++) {
        if (slow_count(c) >= 4 && slow_count(c) <= 7) {
            case_set_add(&t.must, c);
        }
    }
    case_set_copy(&t.may, &t.must);
    check_many(&t, "four to seven", 11550);
}

static void test_hard_exact(void)
{
    uint64_t random = 11;
    for (size_t must = 1; must <= 7; must += 2) {
        for (size_t may = 0; may <= 6; may += 3) {
            struct task t = random_cases(&random, PATTERNS_EXACT_FACTS, must, may);
            check_many(&t, "random cases", SIZE_MAX);
        }
    }
}

int main(void)
{
    RUN(test_extremes);
    RUN(test_fewest);
    RUN(test_parity);
    RUN(test_more_facts);
    RUN(test_hard_exact);
    RUN(test_many_primes);
    RUN(test_many_facts);
    return check_end();
}
