/*
 * The public interface against the slow engine (tests/unit/slow_engine.h): random packs, every partial
 * case of each, the seed printed where they part.
 */
#include "engine/amiquiz.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/random_pack.h"
#include "tests/unit/slow_engine.h"

#define SEEDS      1500
#define ROWS_SHOWN 64

/** One decision, seen by both. */
struct both {
    const struct amiquiz_pack *pack; /* the public one */
    const struct pack *slow_pack;
    struct slow slow;
    size_t decision;
    size_t rows, outcomes;
};

/* Bits that are no facts, and values of what is not known: to be ignored. */
static struct amiquiz_case with_junk(const struct both *b, uint32_t known, uint32_t value)
{
    const uint32_t facts = (uint32_t)b->slow.cases - 1;
    return (struct amiquiz_case){known | (~facts & 0x5a5a5a5au), value | ~known};
}

static enum amiquiz_verdict slow_verdict(bool any, bool undecided, uint64_t open)
{
    return !any                       ? AMIQUIZ_IMPOSSIBLE
           : undecided                ? AMIQUIZ_FAULTY
           : (open & (open - 1)) == 0 ? AMIQUIZ_DECIDED
                                      : AMIQUIZ_UNDETERMINED;
}

/* Is it really a completion without an outcome, and is there none before it? */
static void check_witness(const struct both *b, struct partial facts, uint32_t witness)
{
    for (size_t i = 0; i < b->slow.count; i++) {
        const uint32_t whole = b->slow.list[i];
        if (slow_when(b->slow_pack, facts, whole) && b->slow.outcome[whole] == SLOW_NONE) {
            CHECK_INT(witness, whole);
            return;
        }
    }
    CHECK_INT(witness, 0);
}

/* Do the combinations named leave no completion, and each of them is needed? */
static void check_impossible(const struct both *b, struct partial facts, bool any)
{
    size_t which[64];
    REQUIRE(b->slow_pack->impossible_count <= 64);
    const size_t count = amiquiz_impossible(b->pack, with_junk(b, facts.known, facts.value), which);
    CHECK((count == 0) == any);
    for (size_t left_out = 0; left_out <= count && count > 0; left_out++) {
        bool forbids_all = true;
        for (uint32_t whole = 0; whole < b->slow.cases; whole++) {
            bool forbidden = !slow_when(b->slow_pack, facts, whole);
            for (size_t i = 0; i < count; i++) {
                const struct amiquiz_case when = amiquiz_combination_at(b->pack, which[i]).when;
                forbidden =
                    forbidden || (i != left_out && ((whole ^ when.value) & when.known) == 0);
            }
            forbids_all = forbids_all && forbidden;
        }
        CHECK(forbids_all == (left_out == count)); /* the last round leaves out none */
    }
}

static void compare_partial(const struct both *b, uint32_t known, uint32_t value)
{
    const struct partial facts = {known, value};
    const struct amiquiz_case given = with_junk(b, known, value);
    bool rows[ROWS_SHOWN], open[ROWS_SHOWN], undecided;
    struct partial closed = facts;
    const bool any = slow_close(&b->slow, facts, &closed);
    const uint64_t outcomes = slow_open(&b->slow, facts, rows, b->rows, &undecided);
    const struct amiquiz_answer answer = amiquiz_decide(b->pack, b->decision, given);
    size_t count = 0, rule = AMIQUIZ_NONE;
    for (size_t i = 0; i < b->rows; i++) {
        count += rows[i];
        rule = rows[i] ? i : rule;
    }
    CHECK_INT(answer.verdict, slow_verdict(any, undecided, outcomes));
    CHECK(answer.outcomes == outcomes);
    CHECK(answer.rule == (count == 1 && !undecided ? rule : AMIQUIZ_NONE));
    CHECK((answer.outcome == AMIQUIZ_NONE) == (answer.verdict != AMIQUIZ_DECIDED));
    CHECK(answer.outcome == AMIQUIZ_NONE || outcomes == UINT64_C(1) << answer.outcome);
    CHECK_INT(answer.facts.known, any ? closed.known : known);
    CHECK_INT(answer.facts.value, any ? closed.value : value);
    check_witness(b, facts, answer.witness);
    CHECK_INT(amiquiz_open_rules(b->pack, b->decision, given, open), count);
    CHECK(memcmp(open, rows, b->rows * sizeof *rows) == 0);
    CHECK_INT(amiquiz_needs(b->pack, b->decision, given), slow_needs(&b->slow, facts));
    check_impossible(b, facts, any);
}

static void compare_changes(const struct both *b, uint32_t whole, size_t outcome, uint32_t may)
{
    uint32_t sets[64];
    REQUIRE(b->slow.cases <= 64);
    const size_t count = slow_changes(&b->slow, whole, (int)outcome, may, sets);
    struct amiquiz_changes *changes =
        amiquiz_changes_to(b->pack, b->decision, whole | 0x80000000u, outcome, may);
    REQUIRE(changes != NULL);
    CHECK_INT(changes->count, count);
    CHECK(changes->count != count || count == 0 ||
          memcmp(changes->sets, sets, count * sizeof *sets) == 0);
    amiquiz_changes_free(changes);
}

static void compare_why_not(const struct both *b, uint32_t whole, size_t outcome)
{
    const struct amiquiz_obstacle why = amiquiz_why_not(b->pack, b->decision, whole, outcome);
    size_t best = AMIQUIZ_NONE;
    int fewest = 99;
    for (size_t i = 0; i < b->rows; i++) {
        const int failing = slow_count(amiquiz_failing(b->pack, b->decision, i, whole));
        if (amiquiz_rule_at(b->pack, b->decision, i).then == outcome && failing < fewest) {
            best = i;
            fewest = failing;
        }
    }
    CHECK(why.rule == best);
    CHECK_INT(slow_count(why.failing), best == AMIQUIZ_NONE ? 0 : fewest);
    CHECK((why.taken_by == AMIQUIZ_NONE) == (fewest > 0 || b->slow.row[whole] == SLOW_NONE));
    CHECK(why.taken_by == AMIQUIZ_NONE || why.taken_by == (size_t)b->slow.row[whole]);
}

static void compare_whole(const struct both *b, uint32_t whole, uint64_t *random)
{
    const bool answered = b->slow.possible[whole] && b->slow.row[whole] != SLOW_NONE;
    CHECK(amiquiz_possible(b->pack, whole | 0x40000000u) == b->slow.possible[whole]);
    CHECK(amiquiz_row(b->pack, b->decision, whole | 0x40000000u) ==
          (answered ? (size_t)b->slow.row[whole] : AMIQUIZ_NONE));
    for (size_t i = 0; i < b->rows; i++) {
        const struct rule *rule = &b->slow_pack->decisions[b->decision].rules[i];
        CHECK((amiquiz_failing(b->pack, b->decision, i, whole) == 0) ==
              slow_when(b->slow_pack, rule->when, whole));
    }
    for (size_t outcome = 0; outcome < b->outcomes; outcome++) {
        compare_changes(b, whole, outcome, UINT32_MAX);
        compare_changes(b, whole, outcome, (uint32_t)random_next(random));
        compare_why_not(b, whole, outcome);
    }
}

/* What a plan promises, against a search that tries every plan. */
static void compare_plan(const struct both *b)
{
    struct amiquiz_plan *plan = amiquiz_plan_new(b->pack, b->decision);
    struct amiquiz_advice advice;
    REQUIRE(plan != NULL);
    for (uint32_t known = 0; known < b->slow.cases; known++) {
        const struct slow_plan want = slow_advise(&b->slow, (struct partial){known, 0});
        REQUIRE(amiquiz_plan_next(plan, with_junk(b, known, 0), &advice));
        CHECK_NEAR(advice.mean, want.cases > 0 ? (double)want.total / (double)want.cases : 0, 1e-9);
        CHECK_INT(advice.worst, want.worst);
        CHECK((advice.fact == AMIQUIZ_NONE) == (want.worst == 0));
        CHECK(advice.exact);
    }
    amiquiz_plan_free(plan);
}

static void compare_decision(const struct amiquiz_pack *pack, const struct pack *slow_pack,
                             size_t decision, uint64_t *random)
{
    struct both b = {.pack = pack,
                     .slow_pack = slow_pack,
                     .slow = slow_of_decision(slow_pack, decision),
                     .decision = decision,
                     .rows = amiquiz_decision_at(pack, decision).rules,
                     .outcomes = amiquiz_decision_at(pack, decision).outcomes};
    CHECK_INT(b.rows, slow_pack->decisions[decision].rule_count);
    if (b.rows <= ROWS_SHOWN) {
        for (uint32_t known = 0; known < b.slow.cases; known++) {
            for (uint32_t value = 0; value < b.slow.cases; value++) {
                if ((value & ~known) == 0) {
                    compare_partial(&b, known, value);
                }
            }
        }
        for (uint32_t whole = 0; whole < b.slow.cases; whole++) {
            compare_whole(&b, whole, random);
        }
        compare_plan(&b);
    } else {
        check_fail(__FILE__, __LINE__, "more rows than the test has room for");
    }
    slow_free(&b.slow);
}

static void test_random_packs(void)
{
    for (uint64_t seed = 1; seed <= SEEDS && !check_state.bad; seed++) {
        char *text = random_pack(seed, 1, 5);
        struct pack *slow_pack = pack_of_text(text);
        struct amiquiz_pack *pack = amiquiz_pack_read("t", text, strlen(text), NULL);
        uint64_t random = seed;
        REQUIRE(pack != NULL && slow_pack != NULL);
        CHECK_INT(amiquiz_pack_about(pack).possible_cases, case_set_count(&slow_pack->possible));
        for (size_t d = 0; d < amiquiz_pack_about(pack).decisions; d++) {
            compare_decision(pack, slow_pack, d, &random);
        }
        if (check_state.bad) {
            printf("# seed %llu\n", (unsigned long long)seed);
        }
        amiquiz_pack_free(pack);
        pack_free(slow_pack);
        free(text);
    }
}

int main(void)
{
    RUN(test_random_packs);
    return check_end();
}
