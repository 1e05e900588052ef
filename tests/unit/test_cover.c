/*
 * Small sets of cases against tests/unit/slow_cover.h: the pairs that show a condition, the reason
 * where there is none, and whether a smaller set exists.
 */
#include "engine/cover.h"

#include <stdlib.h>

#include "engine/pack.h"
#include "engine/table.h"
#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/random_pack.h"
#include "tests/unit/slow_cover.h"
#include "tests/unit/slow_engine.h"

/* Sanitizers are slow. */
#ifdef __SANITIZE_ADDRESS__
#define SEEDS_SMALL 300
#define SEEDS_LARGE 10
#else
#define SEEDS_SMALL 3000
#define SEEDS_LARGE 60
#endif

#define TRIES_AMI    20000 /* of the second proof that no smaller set exists */
#define TRIES_RANDOM 1000
#define TRIES_PAIRS  50

/** One decision, both ways. */
struct bench {
    const struct pack *pack;
    size_t decision;
    struct table *table;
    struct slow slow;
    struct case_set usable, contrast;
    bool *use, *may_contrast;
    struct cover_task task;
    struct cover cover;
    struct slow_goal *goals; /* what the chosen cases must meet */
    size_t goal_count;
};

static size_t sets_proved, sets_tried, reasons[6];

/* ---- Setting up ------------------------------------------------------------------------------ */

/* @rare  each possible case is left out with the chance 1 in `rare`; 0: never */
static void limit(struct bench *b, uint64_t *random, size_t rare)
{
    for (uint32_t c = 0; c < b->slow.cases; c++) {
        b->use[c] = b->slow.possible[c] && (rare == 0 || random_below(random, rare) != 0);
        b->may_contrast[c] = b->use[c] && (rare == 0 || random_below(random, rare) != 0);
        if (b->use[c]) {
            case_set_add(&b->usable, c);
        }
        if (b->may_contrast[c]) {
            case_set_add(&b->contrast, c);
        }
    }
    /* Without limits the engine is told so. */
    b->task.usable = rare == 0 ? NULL : &b->usable;
    b->task.contrast = rare == 0 ? NULL : &b->contrast;
}

static bool begin(struct bench *b, const struct pack *pack, size_t decision, uint64_t *random,
                  size_t rare)
{
    *b = (struct bench){.pack = pack, .decision = decision};
    b->table = table_of_decision(pack, decision);
    b->slow = slow_of_decision(pack, decision);
    b->use = calloc(b->slow.cases, sizeof *b->use);
    b->may_contrast = calloc(b->slow.cases, sizeof *b->may_contrast);
    const bool fine = b->table != NULL && b->use != NULL && b->may_contrast != NULL &&
                      case_set_init(&b->usable, pack->fact_count) &&
                      case_set_init(&b->contrast, pack->fact_count);
    if (fine) {
        b->task = (struct cover_task){.pack = pack, .decision = decision, .table = b->table};
        limit(b, random, rare);
    }
    return fine && cover_find(&b->task, &b->cover);
}

static void end_goals(struct bench *b)
{
    for (size_t i = 0; i < b->goal_count; i++) {
        slow_goal_fini(&b->goals[i]);
    }
    free(b->goals);
    b->goals = NULL;
    b->goal_count = 0;
}

static void end(struct bench *b)
{
    end_goals(b);
    cover_fini(&b->cover);
    case_set_fini(&b->usable);
    case_set_fini(&b->contrast);
    free(b->use);
    free(b->may_contrast);
    slow_free(&b->slow);
    table_free(b->table);
}

static void add_goal(struct bench *b, struct slow_goal goal)
{
    b->goals = realloc(b->goals, (b->goal_count + 1) * sizeof *b->goals);
    if (b->goals == NULL) {
        abort();
    }
    b->goals[b->goal_count++] = goal;
}

/* A goal that any of some cases meets; none when there is no such case. */
static void add_cases(struct bench *b, struct partial values, int row)
{
    struct slow_goal goal = {0};
    for (uint32_t c = 0; c < b->slow.cases; c++) {
        if (b->use[c] && b->slow.row[c] != SLOW_NONE &&
            (row == SLOW_NONE || b->slow.row[c] == row) && slow_when(b->pack, values, c)) {
            slow_goal_add(&goal, c, c);
        }
    }
    if (goal.count > 0) {
        add_goal(b, goal);
    }
}

static void add_rows(struct bench *b)
{
    for (size_t row = 0; row < b->table->rows; row++) {
        add_cases(b, (struct partial){0, 0}, (int)row);
    }
}

/* ---- Pairs ----------------------------------------------------------------------------------- */

static void compare_condition(struct bench *b, const struct cover_condition *c)
{
    const struct slow_may may = {b->use, b->may_contrast};
    struct slow_condition want = slow_condition(&b->slow, &may, (int)c->rule, c->fact);
    const enum cover_why why = want.goal.count > 0 ? COVER_SHOWN
                               : want.constant     ? COVER_CONSTANT
                               : want.withheld     ? COVER_WITHHELD
                               : want.undecided    ? COVER_UNDECIDED
                                                   : COVER_SAME;
    CHECK_INT(c->why, why);
    CHECK(c->all);
    REQUIRE(c->count == want.goal.count);
    for (size_t i = 0; i < c->count; i++) {
        CHECK_INT(b->cover.pairs[c->first + i].decided, want.goal.ways[i][0]);
        CHECK_INT(b->cover.pairs[c->first + i].other, want.goal.ways[i][1]);
    }
    if (why > COVER_CONSTANT) {
        CHECK_INT(b->slow.row[c->witness.decided], c->rule);
        CHECK(((c->witness.decided ^ c->witness.other) >> c->fact) % 2 == 1);
    }
    reasons[why]++;
    if (want.goal.count > 0) {
        add_goal(b, want.goal); /* which owns the ways now */
    }
}

static void compare_conditions(struct bench *b)
{
    const struct decision *d = &b->pack->decisions[b->decision];
    size_t next = 0, rows = 0, shown = 0;
    CHECK_INT(b->cover.rule_count, d->rule_count);
    for (size_t row = 0; row < d->rule_count; row++) {
        uint32_t first = COVER_NO_CASE;
        for (uint32_t c = 0; c < b->slow.cases && first == COVER_NO_CASE; c++) {
            first = b->use[c] && b->slow.row[c] == (int)row ? c : COVER_NO_CASE;
        }
        CHECK_INT(b->cover.row_case[row], first);
        rows += first != COVER_NO_CASE;
        for (size_t fact = 0; fact < b->pack->fact_count; fact++) {
            if (first != COVER_NO_CASE && (d->rules[row].when.known >> fact) % 2 == 1) {
                REQUIRE(next < b->cover.condition_count);
                CHECK_INT(b->cover.conditions[next].rule, row);
                CHECK_INT(b->cover.conditions[next].fact, fact);
                compare_condition(b, &b->cover.conditions[next]);
                shown += b->cover.conditions[next].why == COVER_SHOWN;
                next++;
            }
        }
    }
    CHECK_INT(b->cover.condition_count, next);
    CHECK_INT(b->cover.rows, rows);
    CHECK_INT(b->cover.shown, shown);
}

/* ---- Chosen cases ---------------------------------------------------------------------------- */

static void check_cases(const struct bench *b, const struct cover_choice *choice, bool chosen[])
{
    for (size_t i = 0; i < choice->count; i++) {
        const uint32_t c = choice->cases[i];
        CHECK(c < b->slow.cases && b->use[c] && b->slow.row[c] != SLOW_NONE);
        CHECK(!chosen[c]);
        chosen[c] = true;
        CHECK(case_set_has(&choice->set, c));
        CHECK_INT(cover_choice_find(choice, b->table, c), i);
        CHECK(i == 0 || b->slow.row[choice->cases[i - 1]] < b->slow.row[c] ||
              (b->slow.row[choice->cases[i - 1]] == b->slow.row[c] && choice->cases[i - 1] < c));
    }
    CHECK_INT(case_set_count(&choice->set), choice->count);
}

static void check_choice(struct bench *b, const struct cover_choice *choice, size_t tries)
{
    bool *chosen = calloc(b->slow.cases, sizeof *chosen);
    REQUIRE(chosen != NULL);
    check_cases(b, choice, chosen);
    for (size_t i = 0; i < b->goal_count; i++) {
        CHECK(slow_goal_met(&b->goals[i], chosen));
    }
    CHECK(choice->at_least <= choice->count);
    CHECK(choice->smallest == (choice->at_least == choice->count));
    if (choice->count > 0) {
        sets_tried++;
        const enum slow_answer fewer =
            slow_can(b->goals, b->goal_count, b->slow.cases, choice->at_least - 1, tries);
        CHECK(fewer != SLOW_YES);
        sets_proved += fewer == SLOW_NO;
    }
    free(chosen);
}

static void check_pairs_in(const struct bench *b, const struct cover_choice *choice)
{
    for (size_t i = 0; i < b->cover.condition_count; i++) {
        struct cover_pair pair;
        const bool found = cover_pair_in(&b->cover, i, choice, &pair);
        CHECK(found == (b->cover.conditions[i].why == COVER_SHOWN));
        CHECK(!found ||
              (case_set_has(&choice->set, pair.decided) && case_set_has(&choice->set, pair.other)));
    }
}

static void add_value_pairs(struct bench *b)
{
    const size_t facts = b->pack->fact_count;
    for (size_t i = 0; i < facts; i++) {
        for (size_t k = facts == 1 ? 0 : i + 1; k < facts; k++) {
            for (size_t values = 0; values < 4; values++) {
                const struct partial p = {fact_bit(i) | fact_bit(k),
                                          (values % 2 == 0 ? fact_bit(i) : 0) |
                                              (values / 2 == 0 ? fact_bit(k) : 0)};
                if (i != k || values == 0 || values == 3) {
                    add_cases(b, p, SLOW_NONE);
                }
            }
        }
    }
}

static void compare_choice(struct bench *b, size_t tries, bool must_prove)
{
    struct cover_choice choice;
    const size_t proved = sets_proved;
    add_rows(b);
    REQUIRE(cover_choose(&b->task, &b->cover, &choice));
    check_choice(b, &choice, tries);
    check_pairs_in(b, &choice);
    CHECK(!must_prove || (choice.smallest && sets_proved > proved));
    cover_choice_fini(&choice);
}

/* Takes the place of the goals so far. */
static void compare_pairwise(struct bench *b, size_t tries, bool must_prove)
{
    struct cover_choice choice;
    end_goals(b);
    add_value_pairs(b);
    add_rows(b);
    REQUIRE(cover_pairwise(&b->task, &choice));
    check_choice(b, &choice, tries);
    CHECK(!must_prove || choice.smallest);
    cover_choice_fini(&choice);
}

/* ---- Tests ----------------------------------------------------------------------------------- */

static void compare_ami(const struct pack *pack, const size_t sizes[], const size_t pairwise[])
{
    for (size_t d = 0; d < pack->decision_count; d++) {
        uint64_t random = d;
        struct bench b;
        struct cover_choice choice;
        REQUIRE(begin(&b, pack, d, &random, 0));
        compare_conditions(&b);
        compare_choice(&b, TRIES_AMI, true);
        compare_pairwise(&b, TRIES_PAIRS, true);
        REQUIRE(cover_choose(&b.task, &b.cover, &choice));
        CHECK_INT(choice.count, sizes[d]);
        cover_choice_fini(&choice);
        REQUIRE(cover_pairwise(&b.task, &choice));
        CHECK_INT(choice.count, pairwise[d]);
        cover_choice_fini(&choice);
        end(&b);
    }
}

/*
 * Every set for both AMI packs is as small as can be, by two proofs that know nothing of each other.
 * (Of some pairwise ones the second proof takes too long; z3 gives the same sizes for all.)
 */
static void test_ami_packs(void)
{
    static const size_t sizes[2][5] = {{16, 5, 20, 3, 3}, {15, 5, 18, 3, 3}};
    static const size_t pairwise[2][5] = {{13, 8, 15, 7, 7}, {10, 8, 11, 7, 7}};
    static const char *const files[2] = {"data/packs/ami-lecture.json",
                                         "data/packs/ami-current.json"};
    sets_tried = sets_proved = 0;
    for (size_t e = 0; e < 2; e++) {
        struct pack *pack = pack_of_file(files[e]);
        REQUIRE(pack != NULL && pack->decision_count == 5);
        compare_ami(pack, sizes[e], pairwise[e]);
        pack_free(pack);
    }
    printf("# %zu of %zu sets are proved a second time\n", sets_proved, sets_tried);
    CHECK(sets_proved * 4 >= sets_tried * 3);
}

static void compare_seeds(uint64_t from, uint64_t count, size_t least, size_t most)
{
    for (uint64_t seed = from; seed < from + count && !check_state.bad; seed++) {
        char *text = random_pack(seed, least, most);
        struct pack *pack = pack_of_text(text);
        uint64_t random = ~seed;
        REQUIRE(pack != NULL);
        for (size_t d = 0; d < pack->decision_count; d++) {
            struct bench b;
            REQUIRE(begin(&b, pack, d, &random, seed % 3 == 0 ? 2 + seed % 5 : 0));
            compare_conditions(&b);
            compare_choice(&b, TRIES_RANDOM, false);
            if (seed % 4 == 0 && most < 9) {
                compare_pairwise(&b, TRIES_PAIRS, false);
            }
            end(&b);
        }
        if (check_state.bad) {
            printf("# seed %llu, %zu to %zu facts\n", (unsigned long long)seed, least, most);
        }
        pack_free(pack);
        free(text);
    }
}

static void test_small_packs(void)
{
    sets_tried = sets_proved = 0;
    compare_seeds(1, SEEDS_SMALL, 1, 8);
    printf("# seeds 1 to %d: %zu sets, of %zu the bound is proved a second time\n", SEEDS_SMALL,
           sets_tried, sets_proved);
    CHECK(sets_proved * 10 > sets_tried * 9);
}

static void test_large_packs(void)
{
    compare_seeds(100001, SEEDS_LARGE, 9, 12);
    printf(
        "# reasons: shown %zu, constant %zu, withheld %zu, undecided %zu, same %zu, given up %zu\n",
        reasons[0], reasons[1], reasons[2], reasons[3], reasons[4], reasons[5]);
    for (size_t why = COVER_SHOWN; why < COVER_GIVEN_UP; why++) {
        CHECK(reasons[why] > 0);
    }
}

int main(void)
{
    RUN(test_ami_packs);
    RUN(test_small_packs);
    RUN(test_large_packs);
    return check_end();
}
