/*
 * Small sets of cases where not everything can be looked at: problems too large for a proof, conditions
 * with more pairs than are kept, more ways than are followed.  What is found is sound all the same, and
 * nothing is called smallest that was not proved.
 */
#include "engine/cover.h"

#include <stdarg.h>
#include <stdlib.h>

#include "engine/cover_reduce.h"
#include "engine/cover_search.h"
#include "engine/pack.h"
#include "engine/table.h"
#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/random_pack.h"

/* ---- Problems made by hand ------------------------------------------------------------------- */

/* Room for a problem; the caller fills it goal by goal. */
static bool problem_init(struct cover_problem *p, size_t things, size_t options, size_t goals)
{
    *p = (struct cover_problem){.things = things};
    p->options = calloc(options, sizeof *p->options);
    p->goals = calloc(goals, sizeof *p->goals);
    return p->options != NULL && p->goals != NULL;
}

static void problem_fini(struct cover_problem *p)
{
    free(p->options);
    free(p->goals);
}

static void add_goal(struct cover_problem *p)
{
    p->goals[p->goal_count++] = (struct cover_goal){p->option_count, 0};
}

static void add_option(struct cover_problem *p, size_t a, size_t b)
{
    p->options[p->option_count++] = (struct cover_option){(uint32_t)a, (uint32_t)b};
    p->goals[p->goal_count - 1].count++;
}

static bool is_met(const struct cover_problem *p, const struct cover_answer *answer)
{
    bool all = true;
    for (size_t g = 0; g < p->goal_count; g++) {
        bool met = false;
        for (size_t i = p->goals[g].first; i < p->goals[g].first + p->goals[g].count; i++) {
            met = met || (answer->chosen[p->options[i].a] && answer->chosen[p->options[i].b]);
        }
        all = all && met;
    }
    return all;
}

/* @proved  whether the exact search can be expected to come to its end */
static void check_search(const struct cover_problem *p, size_t count, bool proved)
{
    struct cover_answer answer = {.chosen = calloc(p->things + 1, sizeof *answer.chosen)};
    REQUIRE(answer.chosen != NULL);
    REQUIRE(cover_search_greedy(p, &answer));
    REQUIRE(cover_search_exact(p, &answer));
    CHECK(is_met(p, &answer));
    CHECK_INT(answer.count, count);
    CHECK((answer.at_least == answer.count) == proved);
    free(answer.chosen);
}

/* Whether thing 0 is needed shows in neither end of the options alone: without it nothing can be had. */
static void test_needed_at_either_end(void)
{
    struct cover_problem p;
    REQUIRE(problem_init(&p, 3, 2, 1));
    add_goal(&p);
    add_option(&p, 0, 1);
    add_option(&p, 2, 0);
    check_search(&p, 2, true);
    problem_fini(&p);
}

/* One more of each than the limits of the exact search and of what is made smaller. */
static void test_beyond_limits(void)
{
    struct cover_problem p;
    REQUIRE(problem_init(&p, 8193, 2, 2)); /* things */
    add_goal(&p);
    add_option(&p, 0, 0);
    add_goal(&p);
    add_option(&p, 8192, 8192);
    check_search(&p, 2, false);
    REQUIRE(cover_reduce(&p));
    CHECK_INT(p.option_count, 2);
    problem_fini(&p);

    REQUIRE(problem_init(&p, 600, 600 * 599 / 2, 1)); /* options */
    add_goal(&p);
    for (size_t a = 0; a < 600; a++) {
        for (size_t b = a + 1; b < 600; b++) {
            add_option(&p, a, b);
        }
    }
    check_search(&p, 2, false);
    REQUIRE(cover_reduce(&p));
    CHECK_INT(p.option_count, 600 * 599 / 2);
    problem_fini(&p);

    REQUIRE(problem_init(&p, 8191, 4097, 4097)); /* goals times words */
    for (size_t g = 0; g < 4097; g++) {
        add_goal(&p);
        add_option(&p, g, g);
    }
    check_search(&p, 4097, false);
    p.things =
        4096; /* for cover_reduce(), which takes so many; the last goal asks for the first thing */
    p.options[4096] = (struct cover_option){0, 0};
    REQUIRE(cover_reduce(&p));
    CHECK_INT(p.goal_count, 4097);
    problem_fini(&p);
}

/* A thing that helps with more goals than the order of what helps most can tell apart. */
static void test_a_million_goals(void)
{
    const size_t goals = ((size_t)1 << 20) + 1;
    struct cover_problem p;
    REQUIRE(problem_init(&p, 2, goals, goals));
    for (size_t g = 0; g < goals; g++) {
        add_goal(&p);
        add_option(&p, 1, 1);
    }
    check_search(&p, 1, true); /* one is needed in any case */
    problem_fini(&p);
}

/* Every two things look alike for long: the comparisons end with the steps allowed. */
static void test_alike_for_long(void)
{
    enum { THINGS = 3000, SHARED = 42 };
    struct cover_problem p;
    struct cover_answer answer = {.chosen = calloc(THINGS + SHARED, sizeof *answer.chosen)};
    REQUIRE(problem_init(&p, THINGS + SHARED, THINGS * (SHARED + 1), SHARED + THINGS));
    for (size_t g = 0; g < SHARED; g++) { /* any of the things, each with the same partner */
        add_goal(&p);
        for (size_t thing = 0; thing < THINGS; thing++) {
            add_option(&p, thing, THINGS + g);
        }
    }
    for (size_t thing = 0; thing < THINGS; thing++) {
        add_goal(&p);
        add_option(&p, thing, thing);
    }
    REQUIRE(answer.chosen != NULL && cover_reduce(&p));
    CHECK_INT(p.goal_count, SHARED + THINGS); /* each is needed */
    REQUIRE(cover_search_greedy(&p, &answer));
    CHECK(is_met(&p, &answer));
    CHECK_INT(answer.count, THINGS + SHARED);
    free(answer.chosen);
    problem_fini(&p);
}

/* ---- Packs ----------------------------------------------------------------------------------- */

/** A text that grows. */
struct text {
    char *bytes;
    size_t length, room;
};

__attribute__((format(printf, 2, 3))) static void put(struct text *t, const char *format, ...)
{
    va_list args;
    if (t->room - t->length < 512) {
        t->room = t->room * 2 + 4096;
        t->bytes = realloc(t->bytes, t->room);
        if (t->bytes == NULL) {
            abort();
        }
    }
    va_start(args, format);
    t->length += (size_t)vsnprintf(t->bytes + t->length, 512, format, args);
    va_end(args);
}

static void put_facts(struct text *t, size_t facts)
{
    put(t, "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"t\",\"title\":\"T\",\"facts\":[");
    for (size_t f = 0; f < facts; f++) {
        put(t, "%s{\"id\":\"f%zu\",\"label\":\"L\",\"yes\":[\"y\"],\"no\":[\"n\"]}",
            f == 0 ? "" : ",", f);
    }
    put(t, "]");
}

static void put_decision(struct text *t)
{
    put(t, ",\"decisions\":[{\"id\":\"d\",\"ask\":\"?\",\"hit\":\"first\",\"outcomes\":["
           "{\"id\":\"o\",\"label\":\"O\"},{\"id\":\"p\",\"label\":\"P\"}],\"rules\":[");
}

/* Rows of three conditions, the first ones deciding thousands of cases each. */
static struct pack *many_rows(size_t facts, size_t rows)
{
    struct text t = {0};
    uint64_t random = 5;
    put_facts(&t, facts);
    put_decision(&t);
    for (size_t row = 0; row < rows; row++) {
        const size_t first = random_below(&random, facts - 2);
        put(&t, "{\"id\":\"r%zu\",\"when\":{", row);
        for (size_t k = 0; k < 3; k++) {
            put(&t, "%s\"f%zu\":%s", k == 0 ? "" : ",", first + k,
                random_below(&random, 2) == 0 ? "true" : "false");
        }
        put(&t, "},\"then\":\"%c\",\"because\":\"b\"},", random_below(&random, 2) == 0 ? 'o' : 'p');
    }
    put(&t, "{\"id\":\"last\",\"when\":{},\"then\":\"o\",\"because\":\"b\"}]}]}");
    struct pack *pack = pack_of_text(t.bytes);
    free(t.bytes);
    return pack;
}

/* Nothing is impossible there, so that a pair differs in the fact alone. */
static void check_pairs(const struct cover_task *task, const struct cover *cover)
{
    size_t wrong = 0;
    for (size_t i = 0; i < cover->condition_count; i++) {
        const struct cover_condition *c = &cover->conditions[i];
        for (size_t k = c->first; k < c->first + c->count; k++) {
            const struct cover_pair pair = cover->pairs[k];
            wrong +=
                table_row(task->table, pair.decided) != c->rule ||
                (pair.decided ^ pair.other) != fact_bit(c->fact) ||
                table_outcome(task->table, pair.other) == table_outcome(task->table, pair.decided);
        }
    }
    CHECK_INT(wrong, 0);
}

/* Every row that decides, and every condition that can be shown, is shown by the cases chosen. */
static void check_choice(const struct cover_task *task, const struct cover *cover,
                         const struct cover_choice *choice, bool conditions)
{
    bool *decides = calloc(cover->rule_count, sizeof *decides);
    size_t missing = 0;
    REQUIRE(decides != NULL);
    for (size_t i = 0; i < choice->count; i++) {
        decides[table_row(task->table, choice->cases[i])] = true;
    }
    for (size_t row = 0; row < cover->rule_count; row++) {
        missing += cover->row_case[row] != COVER_NO_CASE && !decides[row];
    }
    for (size_t i = 0; conditions && i < cover->condition_count; i++) {
        struct cover_pair pair;
        missing +=
            cover->conditions[i].why == COVER_SHOWN && !cover_pair_in(cover, i, choice, &pair);
    }
    CHECK_INT(missing, 0);
    CHECK(choice->at_least >= cover->rows && choice->at_least <= choice->count);
    CHECK(choice->smallest == (choice->at_least == choice->count));
    free(decides);
}

static void test_more_pairs_than_are_kept(void)
{
    struct pack *pack = many_rows(20, 400);
    struct table *table = pack != NULL ? table_of_decision(pack, 0) : NULL;
    struct cover cover = {0};
    struct cover_choice choice;
    size_t cut = 0;
    REQUIRE(table != NULL);
    const struct cover_task task = {.pack = pack, .decision = 0, .table = table};
    REQUIRE(cover_find(&task, &cover));
    for (size_t i = 0; i < cover.condition_count; i++) {
        cut += !cover.conditions[i].all;
    }
    CHECK(cut > 0);
    check_pairs(&task, &cover);
    REQUIRE(cover_choose(&task, &cover, &choice));
    check_choice(&task, &cover, &choice, true);
    printf("# %zu rows, %zu conditions, %zu cut short, %zu pairs, %zu cases\n", cover.rows,
           cover.condition_count, cut, cover.pair_count, choice.count);
    cover_choice_fini(&choice);
    REQUIRE(cover_pairwise(&task, &choice));
    check_choice(&task, &cover, &choice, false);
    cover_choice_fini(&choice);
    cover_fini(&cover);
    table_free(table);
    pack_free(pack);
}

/* To hold, fact 0 needs one of each of nine pairs of others: 512 ways, and 256 are followed. */
static void test_more_ways_than_are_followed(void)
{
    struct text t = {0};
    put_facts(&t, 19);
    put(&t, ",\"impossible\":[");
    for (size_t i = 0; i < 9; i++) {
        put(&t, "%s{\"when\":{\"f0\":true,\"f%zu\":false,\"f%zu\":false}}", i == 0 ? "" : ",",
            2 * i + 1, 2 * i + 2);
    }
    put(&t, "]");
    put_decision(&t);
    put(&t, "{\"id\":\"r\",\"when\":{\"f0\":false},\"then\":\"o\",\"because\":\"b\"},"
            "{\"id\":\"s\",\"when\":{},\"then\":\"p\",\"because\":\"b\"}]}]}");
    struct pack *pack = pack_of_text(t.bytes);
    struct table *table = pack != NULL ? table_of_decision(pack, 0) : NULL;
    struct cover cover = {0};
    REQUIRE(table != NULL);
    const struct cover_task task = {.pack = pack, .decision = 0, .table = table};
    REQUIRE(cover_find(&task, &cover));
    REQUIRE(cover.condition_count == 1);
    CHECK_INT(cover.conditions[0].why, COVER_GIVEN_UP);
    CHECK(!cover.conditions[0].all);
    CHECK_INT(cover.shown, 0);
    cover_fini(&cover);
    table_free(table);
    pack_free(pack);
    free(t.bytes);
}

/* To hold, fact 0 needs all of eighteen others, which takes long to find out, case by case. */
static void test_steps_run_out(void)
{
    struct text t = {0};
    put_facts(&t, 19);
    put(&t, ",\"impossible\":[");
    for (size_t i = 0; i < 100 + 18; i++) { /* the first of them over and over: each is looked at */
        put(&t, "%s{\"when\":{\"f0\":true,\"f%zu\":false}}", i == 0 ? "" : ",",
            i < 100 ? 1 : i - 99);
    }
    put(&t, "]");
    put_decision(&t);
    put(&t, "{\"id\":\"r\",\"when\":{\"f0\":false},\"then\":\"o\",\"because\":\"b\"},"
            "{\"id\":\"s\",\"when\":{},\"then\":\"o\",\"because\":\"b\"}]}]}");
    struct pack *pack = pack_of_text(t.bytes);
    struct table *table = pack != NULL ? table_of_decision(pack, 0) : NULL;
    struct cover cover = {0};
    REQUIRE(table != NULL);
    const struct cover_task task = {.pack = pack, .decision = 0, .table = table};
    REQUIRE(cover_find(&task, &cover));
    REQUIRE(cover.condition_count == 1);
    CHECK_INT(cover.conditions[0].why, COVER_GIVEN_UP); /* though it is the same everywhere */
    CHECK(!cover.conditions[0].all);
    cover_fini(&cover);
    table_free(table);
    pack_free(pack);
    free(t.bytes);
}

/* So many conditions that each keeps sixteen pairs: rows that spell out fourteen of twenty facts. */
static void test_most_conditions(void)
{
    enum { ROWS = 5000, SPELT = 14 };
    struct text t = {0};
    put_facts(&t, 20);
    put_decision(&t);
    for (size_t row = 0; row < ROWS; row++) {
        put(&t, "%s{\"id\":\"r%zu\",\"when\":{", row == 0 ? "" : ",", row);
        for (size_t f = 0; f < SPELT; f++) {
            put(&t, "%s\"f%zu\":%s", f == 0 ? "" : ",", f, row >> f & 1 ? "true" : "false");
        }
        put(&t, "},\"then\":\"%c\",\"because\":\"b\"}",
            bits_count((uint32_t)row) % 2 == 0 ? 'o' : 'p');
    }
    put(&t, "]}]}");
    struct pack *pack = pack_of_text(t.bytes);
    struct table *table = pack != NULL ? table_of_decision(pack, 0) : NULL;
    struct cover cover = {0};
    size_t wrong = 0;
    REQUIRE(table != NULL);
    const struct cover_task task = {.pack = pack, .decision = 0, .table = table};
    REQUIRE(cover_find(&task, &cover));
    CHECK_INT(cover.condition_count, ROWS * SPELT);
    for (size_t i = 0; i < cover.condition_count; i++) {
        const struct cover_condition *c = &cover.conditions[i];
        const bool row_there = (c->rule ^ fact_bit(c->fact)) < ROWS; /* else there is a gap */
        wrong += c->count != (row_there ? 16 : 0) || (c->why == COVER_SHOWN) != row_there;
    }
    CHECK_INT(wrong, 0);
    check_pairs(&task, &cover);
    cover_fini(&cover);
    table_free(table);
    pack_free(pack);
    free(t.bytes);
}

/* Where a case stands, and that others stand nowhere: before, between and behind those chosen. */
static void test_find(void)
{
    struct pack *pack = many_rows(5, 6);
    struct table *table = pack != NULL ? table_of_decision(pack, 0) : NULL;
    struct cover cover = {0};
    struct cover_choice choice;
    size_t found = 0;
    REQUIRE(table != NULL);
    const struct cover_task task = {.pack = pack, .decision = 0, .table = table};
    REQUIRE(cover_find(&task, &cover) && cover_choose(&task, &cover, &choice));
    for (uint32_t whole = 0; whole < 32; whole++) {
        const size_t at = cover_choice_find(&choice, table, whole);
        CHECK((at != SIZE_MAX) == case_set_has(&choice.set, whole));
        CHECK(at == SIZE_MAX || choice.cases[at] == whole);
        found += at != SIZE_MAX;
    }
    CHECK_INT(found, choice.count);
    CHECK(choice.count < 32);
    cover_choice_fini(&choice);
    cover_fini(&cover);
    table_free(table);
    pack_free(pack);
}

int main(void)
{
    RUN(test_needed_at_either_end);
    RUN(test_beyond_limits);
    RUN(test_a_million_goals);
    RUN(test_alike_for_long);
    RUN(test_more_pairs_than_are_kept);
    RUN(test_more_ways_than_are_followed);
    RUN(test_steps_run_out);
    RUN(test_most_conditions);
    RUN(test_find);
    return check_end();
}
