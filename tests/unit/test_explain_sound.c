/*
 * Every explanation, held against what it says: the row named decides, each row passed over fails where
 * it is said to fail, each change leads to the outcome in a possible case, and nothing smaller does.
 * All possible cases of both AMI packs (their outcomes by tests/unit/twin_ami.h, which knows nothing of
 * packs), all outcomes, and hundreds of choices of --by for each; then random packs.
 */
#include <stdlib.h>

#include "engine/explain.h"
#include "engine/pack.h"
#include "engine/table.h"
#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/random_pack.h"
#include "tests/unit/slow_engine.h"
#include "tests/unit/twin_ami.h"

#ifdef __SANITIZE_ADDRESS__
#define SEEDS 200
#else
#define SEEDS 2000
#endif

/** One decision with its outcomes from somewhere else than the engine. */
struct subject {
    const struct pack *pack;
    const struct decision *decision;
    struct table *table;
    struct slow slow;
};

static size_t explained, changes_tried;

/* ---- The row, and the rows before it --------------------------------------------------------- */

static bool holds(uint32_t whole, struct partial when, size_t fact)
{
    return (when.known >> fact) % 2 == 0 || (when.value >> fact) % 2 == (whole >> fact) % 2;
}

static void check_passed_over(const struct subject *s, const struct rule *rule, uint32_t whole)
{
    const size_t fact = explain_first_failing(rule, whole);
    REQUIRE(fact < s->slow.facts);
    CHECK(!holds(whole, rule->when, fact));
    for (size_t before = 0; before < fact; before++) {
        CHECK(holds(whole, rule->when, before));
    }
}

/* No row before it matches; of a "unique" table no row with another outcome does. */
static void check_row(const struct subject *s, uint32_t whole)
{
    const uint16_t row = table_row(s->table, whole);
    if (row >= TABLE_CLASH) {
        CHECK_INT(s->slow.outcome[whole], SLOW_NONE);
        return;
    }
    CHECK_INT(explain_failing(&s->decision->rules[row], whole), 0);
    CHECK(explain_first_failing(&s->decision->rules[row], whole) == SIZE_MAX);
    CHECK_INT(s->decision->rules[row].then, s->slow.outcome[whole]);
    for (size_t i = 0; i < row; i++) {
        check_passed_over(s, &s->decision->rules[i], whole);
    }
    for (size_t i = 0; s->decision->hit == HIT_UNIQUE && i < s->decision->rule_count; i++) {
        CHECK(!slow_when(s->pack, s->decision->rules[i].when, whole) ||
              s->decision->rules[i].then == s->decision->rules[row].then);
    }
    explained++;
}

/* The row named leads to the outcome; what fails there, fails; a row that takes the case decides it. */
static void check_why_not(const struct subject *s, uint32_t whole, size_t outcome)
{
    const struct why_not why = explain_why_not(s->decision, s->table, whole, outcome);
    if (why.rule == SIZE_MAX) {
        for (size_t i = 0; i < s->decision->rule_count; i++) {
            CHECK(s->decision->rules[i].then != outcome);
        }
        return;
    }
    const struct rule *rule = &s->decision->rules[why.rule];
    CHECK_INT(rule->then, outcome);
    for (size_t fact = 0; fact < s->slow.facts; fact++) {
        CHECK((why.failing >> fact) % 2 == !holds(whole, rule->when, fact));
    }
    if (why.failing == 0 && s->slow.outcome[whole] != SLOW_NONE) {
        CHECK_INT(why.taken_by, s->slow.row[whole]);
    }
    for (size_t i = 0; i < s->decision->rule_count; i++) {
        const uint32_t failing =
            (s->decision->rules[i].when.value ^ whole) & s->decision->rules[i].when.known;
        CHECK(s->decision->rules[i].then != outcome ||
              slow_count(failing) >= slow_count(why.failing));
    }
}

/* ---- Changes --------------------------------------------------------------------------------- */

static void check_changes(const struct subject *s, uint32_t whole, size_t outcome, uint32_t by)
{
    struct changes changes;
    size_t nearest = 99, nearest_count = 0;
    for (size_t i = 0; i < s->slow.count; i++) {
        const uint32_t there = s->slow.list[i];
        const size_t distance = (size_t)slow_count(there ^ whole);
        if (s->slow.outcome[there] == (int)outcome && ((there ^ whole) & ~by) == 0) {
            nearest_count = distance < nearest ? 1 : nearest_count + (distance == nearest);
            nearest = distance < nearest ? distance : nearest;
        }
    }
    REQUIRE(explain_changes(s->table, &s->pack->possible, whole, outcome, by, &changes));
    bool good =
        changes.count == nearest_count; /* all of them, and they lead there in fewest steps: */
    for (size_t i = 0; i < changes.count; i++) {
        const uint32_t there = whole ^ changes.sets[i];
        good = good && (changes.sets[i] & ~by) == 0 && there < s->slow.cases &&
               s->slow.possible[there] && s->slow.outcome[there] == (int)outcome &&
               (size_t)slow_count(changes.sets[i]) == nearest &&
               (i == 0 || changes.sets[i - 1] < changes.sets[i]);
    }
    if (!good) {
        printf("# case %x, outcome %zu, by %x\n", whole, outcome, by);
        check_fail(__FILE__, __LINE__, "the smallest changes, all of them");
    }
    changes_fini(&changes);
    changes_tried++;
}

/* --by: one fact, two facts, all but these; and some of chance. */
static void check_all_by(const struct subject *s, uint32_t whole, size_t outcome, uint64_t *random)
{
    const uint32_t all = facts_mask(s->slow.facts);
    check_changes(s, whole, outcome, UINT32_MAX);
    check_changes(s, whole, outcome, 0);
    for (size_t a = 0; a < s->slow.facts; a++) {
        for (size_t b = 0; b <= a; b++) {
            const uint32_t two = fact_bit(a) | fact_bit(b);
            check_changes(s, whole, outcome, two);
            check_changes(s, whole, outcome, all & ~two);
        }
    }
    for (size_t i = 0; i < 64; i++) {
        check_changes(s, whole, outcome, (uint32_t)random_next(random) & all);
    }
}

/* @outcomes_of  twin's outcomes, or NULL: the slow engine's */
static void check_decision(const struct pack *pack, size_t decision, const int *outcomes,
                           bool every_by, uint64_t *random)
{
    struct subject s = {.pack = pack, .decision = &pack->decisions[decision]};
    s.table = table_of_decision(pack, decision);
    s.slow = slow_of_decision(pack, decision);
    REQUIRE(s.table != NULL);
    for (uint32_t c = 0; outcomes != NULL && c < s.slow.cases; c++) {
        s.slow.outcome[c] = outcomes[c];
    }
    for (size_t i = 0; i < s.slow.count && !check_state.bad; i++) {
        check_row(&s, s.slow.list[i]);
        for (size_t outcome = 0; outcome < s.decision->outcome_count; outcome++) {
            check_why_not(&s, s.slow.list[i], outcome);
            if (every_by) {
                check_all_by(&s, s.slow.list[i], outcome, random);
            } else {
                check_changes(&s, s.slow.list[i], outcome, UINT32_MAX);
                check_changes(&s, s.slow.list[i], outcome, (uint32_t)random_next(random));
            }
        }
    }
    slow_free(&s.slow);
    table_free(s.table);
}

/* ---- Tests ----------------------------------------------------------------------------------- */

static void check_ami(enum ami_edition edition, const char *file)
{
    struct pack *pack = pack_of_file(file);
    uint64_t random = 3;
    REQUIRE(pack != NULL);
    int *outcomes = calloc((size_t)1 << AMI_FACTS, sizeof *outcomes);
    REQUIRE(outcomes != NULL);
    for (size_t d = 0; d < pack->decision_count; d++) {
        for (uint32_t c = 0; c < 1u << AMI_FACTS; c++) {
            const struct ami a = ami_of_bits(c);
            const char *answer =
                ami_possible(&a) ? ami_decide(edition, pack->decisions[d].id, &a) : NULL;
            outcomes[c] =
                answer == NULL ? SLOW_NONE : (int)decision_outcome(&pack->decisions[d], answer);
        }
        check_decision(pack, d, outcomes, true, &random);
    }
    free(outcomes);
    pack_free(pack);
}

static void test_ami_lecture(void)
{
    check_ami(AMI_LECTURE, "data/packs/ami-lecture.json");
    CHECK_INT(explained, 5 * 142);
}

static void test_ami_current(void)
{
    explained = 0;
    check_ami(AMI_CURRENT, "data/packs/ami-current.json");
    CHECK_INT(explained, 5 * 142);
    printf("# %zu questions for the smallest changes\n", changes_tried);
}

static void test_random_packs(void)
{
    for (uint64_t seed = 500001; seed <= 500000 + SEEDS && !check_state.bad; seed++) {
        char *text = random_pack(seed, 3, seed % 20 == 0 ? 11 : 7);
        struct pack *pack = pack_of_text(text);
        uint64_t random = ~seed;
        REQUIRE(pack != NULL);
        for (size_t d = 0; d < pack->decision_count && seed % 20 != 0; d++) {
            check_decision(pack, d, NULL, seed % 50 == 1, &random);
        }
        if (seed % 20 == 0) {
            check_decision(pack, 0, NULL, false, &random);
        }
        if (check_state.bad) {
            printf("# seed %llu\n", (unsigned long long)seed);
        }
        pack_free(pack);
        free(text);
    }
}

int main(void)
{
    RUN(test_ami_lecture);
    RUN(test_ami_current);
    RUN(test_random_packs);
    return check_end();
}
