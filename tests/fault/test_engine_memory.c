/*
 * Every allocation of the engine fails in turn: only the n-th, and the n-th with all after it.  No
 * crash, nothing lost, and a failure that is said.
 */
#include <stdint.h>

#include "engine/advise.h"
#include "engine/advise_dense.h"
#include "engine/cover.h"
#include "engine/explain.h"
#include "engine/pack.h"
#include "engine/table.h"
#include "engine/table_many.h"
#include "tests/fault/failing_memory.h"
#include "tests/unit/check.h"

static const char good_pack[] =
    "{\"format\": \"amiquiz-pack\", \"version\": 1, \"id\": \"door\", \"title\": \"Doors\",\n"
    " \"sources\": {\"S1\": {\"title\": \"Manual\"}},\n"
    " \"facts\": [{\"id\": \"a\", \"label\": \"A\", \"yes\": [\"y\"], \"no\": [\"n\"]},\n"
    "  {\"id\": \"b\", \"label\": \"B\", \"yes\": [\"y\"], \"no\": [\"n\"]}],\n"
    " \"impossible\": [{\"when\": {\"a\": true, \"b\": true}}, {\"when\": {\"a\": true, \"b\": false}}],\n"
    " \"decisions\": [{\"id\": \"d\", \"ask\": \"?\", \"hit\": \"unique\",\n"
    "  \"outcomes\": [{\"id\": \"o\", \"label\": \"O\"}, {\"id\": \"p\", \"label\": \"P\"}],\n"
    "  \"rules\": [{\"id\": \"r\", \"when\": {\"b\": true}, \"then\": \"o\", \"because\": \"b\"},\n"
    "   {\"id\": \"s\", \"when\": {\"b\": false}, \"then\": \"p\", \"because\": \"b\"}]}],\n"
    " \"misconceptions\": [{\"id\": \"m\", \"decision\": \"d\", \"believes\": \"b\", \"correct\": \"c\",\n"
    "  \"assume\": {\"b\": true}}],\n"
    " \"statements\": [{\"id\": \"t\", \"true\": [\"T\"], \"false\": [\"F\"], \"because\": \"b\"}],\n"
    " \"names\": {\"who\": [\"Ana\"]},\n"
    " \"tellings\": [{\"id\": \"u\", \"parts\": [[{\"when\": {}, \"text\": [\"{who}\"]}]]}],\n"
    " \"kinds\": {\"change\": {\"d\": [\"Which?\"]},\n"
    "  \"owner\": {\"parties\": [{\"id\": \"you\", \"text\": \"You\"}],\n"
    "   \"origin\": {\"fact\": \"a\", \"yes\": \"you\", \"no\": \"you\"}, \"result\": {\"ask\": [\"Whose?\"]}},\n"
    "  \"grant\": {\"goals\": [{\"decision\": \"d\", \"outcome\": \"o\", \"ask\": [\"What?\"]}],\n"
    "   \"decoys\": [{\"id\": \"x\", \"text\": \"X\", \"because\": \"b\"}]},\n"
    "  \"prevent\": {\"abilities\": [{\"id\": \"go\", \"text\": \"Go\", \"decision\": \"d\", \"outcomes\": [\"o\"]}],\n"
    "   \"stops\": [\"S?\"], \"keeps\": [\"K?\"]}}}";

static const char bad_pack[] =
    "{\"format\": \"amiquiz-pack\", \"version\": 2, \"id\": \"Door\", \"titel\": \"Doors\",\n"
    " \"facts\": [{\"id\": \"a\", \"label\": \"A\", \"yes\": [], \"no\": \"n\"}, {\"id\": \"a\"}],\n"
    " \"decisions\": [{\"id\": \"d\", \"ask\": \"?\", \"hit\": \"frist\",\n"
    "  \"outcomes\": [{\"id\": \"o\", \"label\": \"O\"}],\n"
    "  \"rules\": [{\"id\": \"r\", \"when\": {\"aa\": true}, \"then\": \"oo\", \"because\": \"\"}]}]}";

/* One reading in which allocation n fails.  @return whether the reading came to its end without. */
static bool read_once(const char *text, size_t length, bool good, size_t n, bool ever)
{
    struct diags diags = {0};
    const long before = memory.alive;
    memory_begin(n, ever);
    struct pack *pack = pack_read("t", text, length, &diags);
    const bool through = memory_end() < n;
    if (through) {
        CHECK((pack != NULL) == good);
    } else {
        CHECK(pack == NULL);
        CHECK(diags.errors > 0);
        CHECK(diags.count > 0 || diags.truncated);
        if (good && !ever) {
            CHECK(diags.count > 0 && strcmp(diags.items[0].text, "memory ran out") == 0);
        }
    }
    pack_free(pack);
    diags_fini(&diags);
    CHECK_INT(memory.alive, before);
    return through;
}

static void read_all(const char *text, size_t length, bool good)
{
    for (size_t ever = 0; ever < 2; ever++) {
        size_t n = 1;
        while (!read_once(text, length, good, n, ever == 1) && n < 100000 && !check_state.bad) {
            n++;
        }
        CHECK(n > 50);
        if (check_state.bad) {
            printf("# allocation %zu%s\n", n, ever == 1 ? " and all after it" : "");
        }
    }
}

static void test_good_pack(void)
{
    REQUIRE_FAILING_MEMORY();
    read_all(good_pack, sizeof good_pack - 1, true);
}

static void test_bad_pack(void)
{
    REQUIRE_FAILING_MEMORY();
    read_all(bad_pack, sizeof bad_pack - 1, false);
}

static void test_broken_json(void)
{
    REQUIRE_FAILING_MEMORY();
    for (size_t n = 1; n < 20; n++) {
        (void)read_once("[1,]", 4, false, n, false);
        (void)read_once("{\"a\":1,\"a\":2}", 13, false, n, true);
    }
}

/* Everything that is made of a pack, in order; false: something said that memory ran out. */
static bool use(const struct pack *pack)
{
    struct table *table = table_of_decision(pack, 0);
    struct table *belief = table != NULL ? table_of_misconception(pack, 0, table) : NULL;
    struct table_many *many = table != NULL ? table_many_new(table, MANY_BEST) : NULL;
    struct advise *plan = table != NULL ? advise_new(table, &pack->possible) : NULL;
    struct changes changes = {0};
    struct advice advice;
    size_t which[2];
    const bool fine = table != NULL && belief != NULL && many != NULL && plan != NULL &&
                      advise_next(plan, (struct partial){0, 0}, &advice) &&
                      explain_changes(table, &pack->possible, 0, 0, UINT32_MAX, &changes);
    /* Without memory this one may name more than it takes, but it answers. */
    CHECK_INT(pack_impossible(pack, (struct partial){1, 1}, which), 2);
    changes_fini(&changes);
    advise_free(plan);
    table_many_free(many);
    table_free(belief);
    table_free(table);
    return fine;
}

/* The way to a plan that a search takes when it gives up: here there is only one allocation. */
static void test_dense_plan(void)
{
    REQUIRE_FAILING_MEMORY();
    struct diags diags = {0};
    struct pack *pack = pack_read("t", good_pack, sizeof good_pack - 1, &diags);
    REQUIRE(pack != NULL);
    struct table *table = table_of_decision(pack, 0);
    struct advice advice;
    REQUIRE(table != NULL);
    memory_begin(1, false);
    CHECK(!advise_dense(table, &pack->possible, (struct partial){1, 0}, &advice));
    (void)memory_end();
    CHECK(advise_dense(table, &pack->possible, (struct partial){1, 0}, &advice));
    table_free(table);
    pack_free(pack);
    diags_fini(&diags);
}

static void test_tables_and_plans(void)
{
    REQUIRE_FAILING_MEMORY();
    struct diags diags = {0};
    struct pack *pack = pack_read("t", good_pack, sizeof good_pack - 1, &diags);
    REQUIRE(pack != NULL);
    for (size_t ever = 0; ever < 2; ever++) {
        bool through = false;
        for (size_t n = 1; !through && n < 1000; n++) {
            const long before = memory.alive;
            memory_begin(n, ever == 1);
            const bool fine = use(pack);
            through = memory_end() < n;
            CHECK(fine || !through);
            CHECK(!fine || through ||
                  n + 2 >= memory.calls); /* the last two are pack_impossible()'s */
            CHECK_INT(memory.alive, before);
        }
        CHECK(through);
    }
    pack_free(pack);
    diags_fini(&diags);
}

/* The pairs of cases, and both choices from them; false: something said that memory ran out. */
static bool choose_cases(const struct cover_task *task)
{
    struct cover cover = {0};
    struct cover_choice few = {0}, pairwise = {0};
    const bool fine = cover_find(task, &cover) && cover_choose(task, &cover, &few) &&
                      cover_pairwise(task, &pairwise);
    CHECK(!fine || (few.count == 2 && few.smallest && pairwise.count == 2 && pairwise.smallest));
    CHECK(fine || pairwise.cases == NULL);
    cover_choice_fini(&few);
    cover_choice_fini(&pairwise);
    cover_fini(&cover);
    return fine;
}

static void test_small_sets(void)
{
    REQUIRE_FAILING_MEMORY();
    struct diags diags = {0};
    struct pack *pack = pack_read("t", good_pack, sizeof good_pack - 1, &diags);
    REQUIRE(pack != NULL);
    struct table *table = table_of_decision(pack, 0);
    const struct cover_task task = {.pack = pack, .decision = 0, .table = table};
    for (size_t ever = 0; table != NULL && ever < 2; ever++) {
        bool through = false;
        for (size_t n = 1; !through && n < 1000; n++) {
            const long before = memory.alive;
            memory_begin(n, ever == 1);
            const bool fine = choose_cases(&task);
            through = memory_end() < n;
            CHECK(fine == through);
            CHECK_INT(memory.alive, before);
        }
        CHECK(through);
    }
    table_free(table);
    pack_free(pack);
    diags_fini(&diags);
}

/*
 * The condition of the first row is shown only by cases farther off than others that do not show it: from
 * "none holds", a with b leads to the same outcome, a with c and d to another.
 */
static const char far_pack[] =
    "{\"format\": \"amiquiz-pack\", \"version\": 1, \"id\": \"far\", \"title\": \"Far\",\n"
    " \"facts\": [{\"id\": \"a\", \"label\": \"A\", \"yes\": [\"y\"], \"no\": [\"n\"]},\n"
    "  {\"id\": \"b\", \"label\": \"B\", \"yes\": [\"y\"], \"no\": [\"n\"]},\n"
    "  {\"id\": \"c\", \"label\": \"C\", \"yes\": [\"y\"], \"no\": [\"n\"]},\n"
    "  {\"id\": \"d\", \"label\": \"D\", \"yes\": [\"y\"], \"no\": [\"n\"]}],\n"
    " \"impossible\": [{\"when\": {\"a\": false, \"b\": true}}, {\"when\": {\"a\": false, \"c\": true}},\n"
    "  {\"when\": {\"a\": false, \"d\": true}}, {\"when\": {\"a\": true, \"b\": false, \"c\": false}},\n"
    "  {\"when\": {\"a\": true, \"b\": false, \"d\": false}}, {\"when\": {\"b\": true, \"c\": true}},\n"
    "  {\"when\": {\"b\": true, \"d\": true}}],\n"
    " \"decisions\": [{\"id\": \"e\", \"ask\": \"?\", \"hit\": \"first\",\n"
    "  \"outcomes\": [{\"id\": \"o\", \"label\": \"O\"}, {\"id\": \"p\", \"label\": \"P\"}],\n"
    "  \"rules\": [{\"id\": \"r\", \"when\": {\"a\": false}, \"then\": \"o\", \"because\": \"b\"},\n"
    "   {\"id\": \"s\", \"when\": {\"b\": true}, \"then\": \"o\", \"because\": \"b\"},\n"
    "   {\"id\": \"t\", \"when\": {}, \"then\": \"p\", \"because\": \"b\"}]}]}";

static void test_pairs_far_off(void)
{
    REQUIRE_FAILING_MEMORY();
    struct diags diags = {0};
    struct pack *pack = pack_read("t", far_pack, sizeof far_pack - 1, &diags);
    REQUIRE(pack != NULL);
    struct table *table = table_of_decision(pack, 0);
    const struct cover_task task = {.pack = pack, .decision = 0, .table = table};
    bool through = table == NULL;
    for (size_t n = 1; !through && n < 100; n++) {
        struct cover cover = {0};
        const long before = memory.alive;
        memory_begin(n, false);
        const bool fine = cover_find(&task, &cover);
        through = memory_end() < n;
        CHECK(fine == through);
        CHECK(!fine || (cover.conditions[0].why == COVER_SHOWN && cover.pairs[0].decided == 0 &&
                        cover.pairs[0].other == 13));
        cover_fini(&cover);
        CHECK_INT(memory.alive, before);
    }
    CHECK(through && table != NULL);
    table_free(table);
    pack_free(pack);
    diags_fini(&diags);
}

int main(void)
{
    RUN(test_good_pack);
    RUN(test_bad_pack);
    RUN(test_broken_json);
    RUN(test_tables_and_plans);
    RUN(test_small_sets);
    RUN(test_pairs_far_off);
    RUN(test_dense_plan);
    return check_end();
}
