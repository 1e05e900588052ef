/*
 * The public interface to arrays of cases and to tests from a table, against the slow engine: random
 * packs, every word, every pair of cases that may show a condition.
 */
#include "engine/amiquiz.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/random_pack.h"
#include "tests/unit/slow_cover.h"
#include "tests/unit/slow_engine.h"

#define SEEDS 400
#define WORDS 333
#define MARK  0x5a

/** One decision, seen by both. */
struct both {
    const struct amiquiz_pack *pack; /* the public one */
    size_t decision, rows;
    struct slow slow;
};

static size_t seen[AMIQUIZ_GIVEN_UP + 1]; /* conditions, by what was said of them */

/* ---- Many cases at once ---------------------------------------------------------------------- */

static uint32_t words[WORDS];
static uint8_t outcomes[WORDS + 1];
static uint16_t rows[WORDS + 1];

/* Every case, and bits that are no facts besides. */
static void compare_many(const struct both *b, uint64_t random)
{
    struct amiquiz_many *many = amiquiz_many_new(b->pack, b->decision);
    REQUIRE(many != NULL);
    for (uint32_t i = 0; i < WORDS; i++) {
        words[i] = i < b->slow.cases ? i : (uint32_t)random_next(&random);
    }
    outcomes[WORDS] = MARK;
    rows[WORDS] = MARK;
    amiquiz_many_outcomes(many, words, WORDS, outcomes);
    amiquiz_many_rows(many, words, WORDS, rows);
    for (size_t i = 0; i < WORDS; i++) {
        const uint32_t whole = words[i] % (uint32_t)b->slow.cases;
        const bool answered = b->slow.possible[whole] && b->slow.row[whole] != SLOW_NONE;
        CHECK_INT(outcomes[i], answered ? b->slow.outcome[whole] : AMIQUIZ_NO_OUTCOME);
        CHECK_INT(rows[i], answered ? b->slow.row[whole] : AMIQUIZ_NO_ROW);
    }
    CHECK_INT(outcomes[WORDS], MARK);
    CHECK_INT(rows[WORDS], MARK);
    amiquiz_many_free(many);
}

/* ---- Tests from a table ---------------------------------------------------------------------- */

static enum amiquiz_shown slow_shown(const struct slow_condition *c)
{
    return c->goal.count > 0 ? AMIQUIZ_SHOWN
           : c->constant     ? AMIQUIZ_CONSTANT
           : c->undecided    ? AMIQUIZ_NO_OTHER
                             : AMIQUIZ_SAME;
}

/* Is it one of the pairs that show the condition? */
static bool is_way(const struct slow_goal *goal, uint32_t decided, uint32_t other)
{
    for (size_t i = 0; i < goal->count; i++) {
        if (goal->ways[i][0] == decided && goal->ways[i][1] == other) {
            return true;
        }
    }
    return false;
}

static void compare_condition(const struct both *b, const struct amiquiz_condition *c,
                              const bool chosen[], enum amiquiz_aim aim)
{
    const struct slow_may may = {b->slow.possible, b->slow.possible};
    struct slow_condition want = slow_condition(&b->slow, &may, (int)c->rule, c->fact);
    CHECK_INT(c->shown, slow_shown(&want));
    CHECK(c->held == slow_goal_met(&want.goal, chosen) || want.goal.count == 0);
    CHECK(c->held == (c->shown == AMIQUIZ_SHOWN) || aim == AMIQUIZ_PAIRWISE);
    CHECK(!c->held || (chosen[c->decided] && chosen[c->other]));
    if (c->shown == AMIQUIZ_SHOWN) {
        CHECK(is_way(&want.goal, c->decided, c->other));
    } else if (c->shown == AMIQUIZ_CONSTANT) {
        CHECK(!c->held && c->decided == 0 && c->other == 0);
    } else {
        CHECK(!c->held);
        CHECK_INT(b->slow.row[c->decided], c->rule);
        CHECK(((c->decided ^ c->other) >> c->fact) % 2 == 1);
    }
    seen[c->shown]++;
    slow_goal_fini(&want.goal);
}

/* One condition for each of the rows that decide something, in order. */
static void compare_conditions(const struct both *b, const struct amiquiz_tests *tests,
                               const bool chosen[], enum amiquiz_aim aim)
{
    size_t next = 0;
    for (size_t row = 0; row < b->rows; row++) {
        bool decides = false, has_case = false;
        for (uint32_t c = 0; c < b->slow.cases; c++) {
            const bool its = b->slow.possible[c] && b->slow.row[c] == (int)row;
            decides = decides || its;
            has_case = has_case || (its && chosen[c]);
        }
        CHECK(decides == has_case);
        const uint32_t known = amiquiz_rule_at(b->pack, b->decision, row).when.known;
        for (size_t fact = 0; fact < b->slow.facts; fact++) {
            if (decides && (known >> fact) % 2 == 1) {
                REQUIRE(next < tests->condition_count);
                CHECK_INT(tests->conditions[next].rule, row);
                CHECK_INT(tests->conditions[next].fact, fact);
                compare_condition(b, &tests->conditions[next++], chosen, aim);
            }
        }
    }
    CHECK_INT(tests->condition_count, next);
}

/* Of two facts, are the values that some answered case has together those of some chosen case? */
static void check_pairwise(const struct both *b, const bool chosen[])
{
    for (size_t i = 0; i < b->slow.facts; i++) {
        for (size_t k = 0; k < i || (k == 0 && b->slow.facts == 1); k++) {
            bool any[4] = {false}, held[4] = {false};
            for (uint32_t c = 0; c < b->slow.cases; c++) {
                const size_t values = (c >> i & 1) * 2 + (c >> k & 1);
                const bool answered = b->slow.possible[c] && b->slow.row[c] != SLOW_NONE;
                any[values] = any[values] || answered;
                held[values] = held[values] || chosen[c];
            }
            CHECK(memcmp(any, held, sizeof any) == 0);
        }
    }
}

static void compare_tests(const struct both *b, enum amiquiz_aim aim)
{
    struct amiquiz_tests *tests = amiquiz_tests_of(b->pack, b->decision, aim);
    bool *chosen = calloc(b->slow.cases, sizeof *chosen);
    REQUIRE(tests != NULL && chosen != NULL);
    for (size_t i = 0; i < tests->count; i++) {
        const uint32_t c = tests->cases[i];
        REQUIRE(c < b->slow.cases && b->slow.possible[c] && b->slow.row[c] != SLOW_NONE);
        CHECK(!chosen[c]);
        chosen[c] = true;
        CHECK(i == 0 || b->slow.row[tests->cases[i - 1]] <= b->slow.row[c]);
    }
    CHECK(tests->at_least <= tests->count);
    CHECK(tests->smallest == (tests->at_least == tests->count));
    compare_conditions(b, tests, chosen, aim);
    if (aim == AMIQUIZ_PAIRWISE) {
        check_pairwise(b, chosen);
    }
    free(chosen);
    amiquiz_tests_free(tests);
}

/* ---- Random packs ---------------------------------------------------------------------------- */

static void compare_pack(const char *text, uint64_t seed)
{
    struct pack *slow_pack = pack_of_text(text);
    struct amiquiz_pack *pack = amiquiz_pack_read("t", text, strlen(text), NULL);
    REQUIRE(pack != NULL && slow_pack != NULL);
    for (size_t d = 0; d < amiquiz_pack_about(pack).decisions; d++) {
        struct both b = {.pack = pack,
                         .decision = d,
                         .rows = amiquiz_decision_at(pack, d).rules,
                         .slow = slow_of_decision(slow_pack, d)};
        compare_many(&b, seed);
        compare_tests(&b, AMIQUIZ_CONDITIONS);
        compare_tests(&b, AMIQUIZ_PAIRWISE);
        slow_free(&b.slow);
    }
    amiquiz_pack_free(pack);
    pack_free(slow_pack);
}

static void test_random_packs(void)
{
    for (uint64_t seed = 1; seed <= SEEDS && !check_state.bad; seed++) {
        char *text = random_pack(seed, 1, 5);
        REQUIRE(text != NULL);
        compare_pack(text, seed);
        free(text);
        if (check_state.bad) {
            printf("# seed %llu\n", (unsigned long long)seed);
        }
    }
    printf("# conditions shown %zu, constant %zu, no other outcome %zu, same %zu\n",
           seen[AMIQUIZ_SHOWN], seen[AMIQUIZ_CONSTANT], seen[AMIQUIZ_NO_OTHER], seen[AMIQUIZ_SAME]);
    CHECK(seen[AMIQUIZ_SHOWN] > 0 && seen[AMIQUIZ_CONSTANT] > 0 && seen[AMIQUIZ_NO_OTHER] > 0 &&
          seen[AMIQUIZ_SAME] > 0);
}

/* A pack of everyday size: the set is proved smallest, and holds a pair for all that can be shown. */
static void test_ami(void)
{
    size_t length = 0;
    char *bytes = file_bytes("data/packs/ami-current.json", &length);
    REQUIRE(bytes != NULL);
    struct amiquiz_pack *pack = amiquiz_pack_read("ami", bytes, length, NULL);
    REQUIRE(pack != NULL);
    struct amiquiz_tests *tests =
        amiquiz_tests_of(pack, amiquiz_decision_find(pack, "path"), AMIQUIZ_CONDITIONS);
    REQUIRE(tests != NULL);
    CHECK(tests->smallest && tests->count > 0);
    for (size_t i = 0; i < tests->condition_count; i++) {
        CHECK(tests->conditions[i].held == (tests->conditions[i].shown == AMIQUIZ_SHOWN));
    }
    printf("# ami-current path: %zu cases show %zu conditions\n", tests->count,
           tests->condition_count);
    amiquiz_tests_free(tests);
    amiquiz_pack_free(pack);
    free(bytes);
}

static void test_nothing(void)
{
    size_t length = 0;
    char *bytes = file_bytes("data/examples/loan.json", &length);
    REQUIRE(bytes != NULL);
    struct amiquiz_pack *pack = amiquiz_pack_read("loan", bytes, length, NULL);
    REQUIRE(pack != NULL);
    static const size_t none[] = {1, 16, AMIQUIZ_NONE}; /* decisions */
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        CHECK(amiquiz_many_new(pack, none[i]) == NULL);
        CHECK(amiquiz_tests_of(pack, none[i], AMIQUIZ_CONDITIONS) == NULL);
    }
    struct amiquiz_many *many = amiquiz_many_new(pack, 0);
    REQUIRE(many != NULL);
    outcomes[0] = MARK;
    amiquiz_many_outcomes(many, words, 0, outcomes);
    CHECK_INT(outcomes[0], MARK);
    amiquiz_many_free(many);
    amiquiz_many_free(NULL);
    amiquiz_tests_free(NULL);
    amiquiz_pack_free(pack);
    free(bytes);
}

int main(void)
{
    RUN(test_random_packs);
    RUN(test_ami);
    RUN(test_nothing);
    return check_end();
}
