/* Plans of questions against a search that tries every plan there is. */
#include "engine/advise.h"

#include <stdlib.h>
#include <time.h>

#include "engine/advise_dense.h"
#include "engine/pack.h"
#include "engine/table.h"
#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/random_pack.h"
#include "tests/unit/slow_engine.h"

#define SEEDS 3000

/* Ask as the plan says until nothing need be asked; how many questions that takes. */
static size_t questions_for(struct advise *plan, const struct table *table,
                            const struct case_set *possible, struct partial facts, uint32_t whole)
{
    struct advice advice;
    size_t asked = 0;
    while (advise_next(plan, facts, &advice) && advice.fact != SIZE_MAX && asked < 99) {
        CHECK((facts.known & fact_bit(advice.fact)) == 0);
        CHECK((table_needs(table, possible, facts) & fact_bit(advice.fact)) != 0);
        facts = partial_with(facts, advice.fact, (whole & fact_bit(advice.fact)) != 0);
        asked++;
    }
    struct case_walk walk = case_walk_begin(possible, facts);
    for (uint32_t c; case_walk_next(&walk, &c);) {
        CHECK_INT(table_outcome(table, c), table_outcome(table, whole));
    }
    return asked;
}

/* What the plan promises is what happens. */
static void follow_plan(struct advise *plan, const struct table *table,
                        const struct case_set *possible, struct partial facts)
{
    struct advice advice;
    size_t total = 0, worst = 0, count = 0;
    REQUIRE(advise_next(plan, facts, &advice));
    struct case_walk walk = case_walk_begin(possible, facts);
    for (uint32_t whole; case_walk_next(&walk, &whole); count++) {
        const size_t asked = questions_for(plan, table, possible, facts, whole);
        total += asked;
        worst = asked > worst ? asked : worst;
    }
    CHECK_NEAR(advice.mean, count > 0 ? (double)total / (double)count : 0, 1e-9);
    CHECK_INT(advice.worst, worst);
    CHECK(advice.exact);
}

static void compare_plan(const struct pack *pack, const struct table *table,
                         const struct slow *slow, struct advise *plan, struct partial facts)
{
    struct advice advice;
    const struct slow_plan want = slow_advise(slow, facts);
    REQUIRE(advise_next(plan, facts, &advice));
    CHECK_NEAR(advice.mean, want.cases > 0 ? (double)want.total / (double)want.cases : 0, 1e-9);
    CHECK_INT(advice.worst, want.worst);
    CHECK((advice.fact == SIZE_MAX) == (want.total == 0));
    struct partial closed;
    struct advice dense;
    if (partial_close(&pack->possible, facts, &closed)) { /* the same by the other way */
        CHECK(advise_dense(table, &pack->possible, closed, &dense));
        CHECK(dense.fact == advice.fact && dense.worst == advice.worst && dense.exact);
        CHECK_NEAR(dense.mean, advice.mean, 1e-9);
    }
    follow_plan(plan, table, &pack->possible, facts);
}

static void test_random_packs(void)
{
    for (uint64_t seed = 1; seed <= SEEDS && !check_state.bad; seed++) {
        char *text = random_pack(seed, 1, 5);
        struct pack *pack = pack_of_text(text);
        REQUIRE(pack != NULL);
        struct table *table = table_of_decision(pack, 0);
        struct slow slow = slow_of_decision(pack, 0);
        struct advise *plan = advise_new(table, &pack->possible);
        REQUIRE(table != NULL && plan != NULL);
        uint64_t random = ~seed;
        struct partial facts = {0, 0};
        compare_plan(pack, table, &slow, plan, facts);
        facts = partial_with(facts, random_below(&random, pack->fact_count),
                             random_below(&random, 2) == 0);
        compare_plan(pack, table, &slow, plan, facts);
        if (check_state.bad) {
            printf("# seed %llu\n", (unsigned long long)seed);
        }
        advise_free(plan);
        slow_free(&slow);
        table_free(table);
        pack_free(pack);
        free(text);
    }
}

/*
 * The AMI packs from nothing known: the figures of section 6.  A search that remembers nothing takes
 * too long for eleven facts, so this one remembers by partial case; it knows nothing of closures.
 */
struct memo {
    size_t total, worst, cases;
    bool done;
};

static struct memo memo_plan(const struct slow *slow, struct memo memos[], const size_t power[],
                             struct partial facts)
{
    size_t at = 0;
    for (size_t f = 0; f < slow->facts; f++) {
        at += (facts.known >> f & 1) != 0 ? power[f] * (1 + (facts.value >> f & 1)) : 0;
    }
    if (memos[at].done) {
        return memos[at];
    }
    struct memo best = {.done = true};
    bool settled = true, chosen = false;
    int outcome = SLOW_NONE;
    for (size_t i = 0; i < slow->count; i++) {
        if (((slow->list[i] ^ facts.value) & facts.known) == 0) {
            settled = settled && (best.cases == 0 || slow->outcome[slow->list[i]] == outcome);
            outcome = slow->outcome[slow->list[i]];
            best.cases++;
        }
    }
    for (size_t f = 0; f < slow->facts && !settled; f++) {
        if ((facts.known >> f & 1) != 0) {
            continue;
        }
        const struct memo no = memo_plan(slow, memos, power, partial_with(facts, f, false));
        const struct memo yes = memo_plan(slow, memos, power, partial_with(facts, f, true));
        const size_t total = best.cases + no.total + yes.total;
        const size_t worst = 1 + (no.worst > yes.worst ? no.worst : yes.worst);
        if (!chosen || total < best.total || (total == best.total && worst < best.worst)) {
            best = (struct memo){total, worst, best.cases, true};
            chosen = true;
        }
    }
    memos[at] = best;
    return best;
}

static void compare_ami(const struct pack *pack, size_t decision)
{
    struct table *table = table_of_decision(pack, decision);
    struct slow slow = slow_of_decision(pack, decision);
    struct advise *plan = advise_new(table, &pack->possible);
    size_t power[20] = {1};
    for (size_t f = 1; f < 20; f++) {
        power[f] = power[f - 1] * 3;
    }
    struct memo *memos = calloc(power[slow.facts], sizeof *memos);
    struct advice advice;
    REQUIRE(table != NULL && plan != NULL && memos != NULL);
    const struct memo want = memo_plan(&slow, memos, power, (struct partial){0, 0});
    const clock_t start = clock();
    REQUIRE(advise_next(plan, (struct partial){0, 0}, &advice));
    const double took = (double)(clock() - start) * 1000 / CLOCKS_PER_SEC;
    CHECK_NEAR(advice.mean, (double)want.total / (double)want.cases, 1e-9);
    CHECK_INT(advice.worst, want.worst);
    printf("# %s %s: %.4f in the mean, %zu at worst; %.2f ms\n", pack->id,
           pack->decisions[decision].id, advice.mean, advice.worst, took);
    follow_plan(plan, table, &pack->possible, (struct partial){0, 0});
    free(memos);
    advise_free(plan);
    slow_free(&slow);
    table_free(table);
}

static void compare_file(const char *name, double mean)
{
    struct pack *pack = pack_of_file(name);
    REQUIRE(pack != NULL);
    for (size_t d = 0; d < pack->decision_count; d++) {
        compare_ami(pack, d);
    }
    struct table *table = table_of_decision(pack, 0);
    struct advise *plan = advise_new(table, &pack->possible);
    struct advice advice;
    CHECK(advise_next(plan, (struct partial){0, 0}, &advice));
    CHECK_NEAR(advice.mean, mean, 0.005); /* the figure is published with two decimals */
    CHECK_INT(advice.worst, 6);
    CHECK(advice.exact);
    advise_free(plan);
    table_free(table);
    pack_free(pack);
}

static void test_ami_lecture(void)
{
    compare_file("data/packs/ami-lecture.json", 3.30);
}

static void test_ami_current(void)
{
    compare_file("data/packs/ami-current.json", 3.34);
}

/*
 * Larger packs, too many for the search that tries everything: the plan must do what it promises, at
 * every step, which a plan that is worse than it says cannot, and it must not be improved by any first
 * question.
 */
static void check_first_questions(struct advise *plan, const struct case_set *possible,
                                  size_t facts)
{
    struct advice whole, no, yes;
    REQUIRE(advise_next(plan, (struct partial){0, 0}, &whole));
    for (size_t f = 0; f < facts; f++) {
        size_t without = 0, with = 0;
        struct case_walk walk = case_walk_begin(possible, (struct partial){0, 0});
        for (uint32_t c; case_walk_next(&walk, &c);) {
            without += (c & fact_bit(f)) == 0;
            with += (c & fact_bit(f)) != 0;
        }
        CHECK(advise_next(plan, (struct partial){fact_bit(f), 0}, &no));
        CHECK(advise_next(plan, (struct partial){fact_bit(f), fact_bit(f)}, &yes));
        const double count = (double)(without + with);
        const double mean = 1 + ((double)without * no.mean + (double)with * yes.mean) / count;
        const bool nothing = whole.fact == SIZE_MAX;
        CHECK(no.exact && yes.exact && (nothing || count == 0 || whole.mean <= mean + 1e-9));
        if (f == whole.fact) {
            CHECK_NEAR(whole.mean, mean, 1e-9);
        }
    }
}

static void test_larger_packs(void)
{
    for (uint64_t seed = 1; seed <= 12 && !check_state.bad; seed++) {
        char *text = random_pack(seed, 11, 13);
        struct pack *pack = pack_of_text(text);
        REQUIRE(pack != NULL);
        struct table *table = table_of_decision(pack, 0);
        struct advise *plan = advise_new(table, &pack->possible);
        REQUIRE(table != NULL && plan != NULL);
        check_first_questions(plan, &pack->possible, pack->fact_count);
        if (check_state.bad) {
            printf("# seed %llu\n", (unsigned long long)seed);
        }
        advise_free(plan);
        table_free(table);
        pack_free(pack);
        free(text);
    }
}

/*
 * Twenty facts and nothing to go by: the search gives up, and what is asked is no longer the best, but
 * it leads to an answer.  One fact always holds: asking for it would split nothing.
 */
static void test_search_given_up(void)
{
    char *text = random_pack(3, 20, 20);
    struct pack *pack = pack_of_text(text);
    REQUIRE(pack != NULL);
    struct table *table = table_of_decision(pack, 0);
    REQUIRE(table != NULL);
    uint64_t random = 5;
    size_t inexact = 0;
    case_set_fill(&pack->possible);
    case_set_remove_matching(&pack->possible, partial_with((struct partial){0, 0}, 19, false));
    table->then[0] = 0;
    for (uint32_t c = 0; c >> 20 == 0;
         c++) { /* chance alone, but for one half where f0 is settled */
        table->row[c] = (c & 3) == 3                    ? 0
                        : (c & 3) == 1                  ? TABLE_GAP
                        : random_below(&random, 2) == 0 ? 0
                                                        : TABLE_GAP;
    }
    struct advise *plan = advise_new(table, &pack->possible);
    struct partial facts = {0, 0};
    struct advice advice = {0};
    REQUIRE(plan != NULL);
    for (size_t asked = 0; asked < 20; asked++) {
        REQUIRE(advise_next(plan, facts, &advice));
        if (advice.fact == SIZE_MAX) {
            break;
        }
        CHECK(advice.fact < 19); /* the last one is known by itself */
        CHECK((facts.known & fact_bit(advice.fact)) == 0);
        inexact += !advice.exact;
        facts = partial_with(facts, advice.fact, random_below(&random, 2) == 0);
    }
    CHECK(inexact > 0);
    CHECK(advice.fact == SIZE_MAX && advice.exact);
    advise_free(plan);
    table_free(table);
    pack_free(pack);
    free(text);
}

int main(void)
{
    RUN(test_random_packs);
    RUN(test_larger_packs);
    RUN(test_search_given_up);
    RUN(test_ami_lecture);
    RUN(test_ami_current);
    return check_end();
}
