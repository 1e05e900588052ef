/*
 * Every allocation behind the public interface fails in turn: only the n-th, and the n-th with all after
 * it.  A function says so as its header has it, nothing is lost, and the same question is answered once
 * memory is back.
 */
#include "engine/amiquiz.h"

#include "tests/fault/failing_memory.h"

static const char good_pack[] =
    "{\"format\": \"amiquiz-pack\", \"version\": 1, \"id\": \"door\", \"title\": \"Doors\",\n"
    " \"facts\": [{\"id\": \"a\", \"label\": \"A\", \"yes\": [\"y\"], \"no\": [\"n\"]},\n"
    "  {\"id\": \"b\", \"label\": \"B\", \"yes\": [\"y\"], \"no\": [\"n\"]},\n"
    "  {\"id\": \"c\", \"label\": \"C\", \"yes\": [\"y\"], \"no\": [\"n\"]}],\n"
    " \"impossible\": [{\"when\": {\"a\": true, \"b\": true}}, {\"when\": {\"a\": true, \"b\": false}}],\n"
    " \"decisions\": [{\"id\": \"d\", \"ask\": \"?\", \"hit\": \"unique\",\n"
    "  \"outcomes\": [{\"id\": \"o\", \"label\": \"O\"}, {\"id\": \"p\", \"label\": \"P\"}],\n"
    "  \"rules\": [{\"id\": \"r\", \"when\": {\"b\": true}, \"then\": \"o\", \"because\": \"b\"},\n"
    "   {\"id\": \"s\", \"when\": {\"b\": false}, \"then\": \"p\", \"because\": \"b\"},\n"
    "   {\"id\": \"t\", \"when\": {\"b\": false, \"c\": true}, \"then\": \"o\", \"because\": \"b\"}]}]}";

/* The same but for the end: rows agree, and answer some cases otherwise. */
static const char other_pack[] =
    "{\"format\": \"amiquiz-pack\", \"version\": 1, \"id\": \"gate\", \"title\": \"Gates\",\n"
    " \"facts\": [{\"id\": \"c\", \"label\": \"C\", \"yes\": [\"y\"], \"no\": [\"n\"]},\n"
    "  {\"id\": \"b\", \"label\": \"B\", \"yes\": [\"y\"], \"no\": [\"n\"]},\n"
    "  {\"id\": \"a\", \"label\": \"A\", \"yes\": [\"y\"], \"no\": [\"n\"]}],\n"
    " \"decisions\": [{\"id\": \"d\", \"ask\": \"?\", \"hit\": \"first\",\n"
    "  \"outcomes\": [{\"id\": \"o\", \"label\": \"O\"}, {\"id\": \"p\", \"label\": \"P\"}],\n"
    "  \"rules\": [{\"id\": \"r\", \"when\": {\"c\": true}, \"then\": \"p\", \"because\": \"b\"},\n"
    "   {\"id\": \"s\", \"when\": {}, \"then\": \"o\", \"because\": \"b\"}]}]}";

static const char bad_pack[] = "{\"format\": \"amiquiz-pack\", \"version\": 2, \"id\": \"Door\"}";

/** What a test works on; made before anything fails. */
static struct amiquiz_pack *pack, *other;
static struct amiquiz_plan *plan;

/* One use of the library.  @return true when it said that all was well. */
typedef bool use(void);

/* Does every failure of an allocation show, and is everything given back? */
static void fail_in_turn(use *try_it, size_t at_least)
{
    for (size_t ever = 0; ever < 2; ever++) {
        bool through = false;
        size_t n = 1;
        for (; !through && n < 10000 && !check_state.bad; n++) {
            const long before = memory.alive;
            memory_begin(n, ever == 1);
            const bool fine = try_it();
            through = memory_end() < n;
            CHECK(fine == through);
            CHECK_INT(memory.alive, before);
        }
        CHECK(through);
        CHECK(n > at_least);
        if (check_state.bad) {
            printf("# allocation %zu%s\n", n - 1, ever == 1 ? " and all after it" : "");
        }
    }
}

static bool use_read(void)
{
    struct amiquiz_messages *said = NULL;
    struct amiquiz_pack *read = amiquiz_pack_read("t", good_pack, sizeof good_pack - 1, &said);
    const bool fine = read != NULL;
    CHECK(!fine || said == NULL);
    CHECK(said == NULL || strcmp(said->items[0].text, "memory ran out") == 0);
    amiquiz_messages_free(said);
    amiquiz_pack_free(read);
    return fine;
}

static size_t bad_hints; /* characters in the hints of the bad pack, when all goes well */

/* A bad pack is never good, and what is said of it is whole; a hint is what memory may be short for. */
static bool use_read_bad(void)
{
    size_t hints = 0;
    bool short_of_memory = false; /* and said so */
    struct amiquiz_messages *said = NULL;
    CHECK(amiquiz_pack_read("t", bad_pack, sizeof bad_pack - 1, &said) == NULL);
    for (size_t i = 0; said != NULL && i < said->count; i++) {
        CHECK(said->items[i].text != NULL && said->items[i].severity == AMIQUIZ_ERROR);
        hints += said->items[i].hint != NULL ? strlen(said->items[i].hint) : 0;
        short_of_memory = short_of_memory || strcmp(said->items[i].id, "memory") == 0;
    }
    bad_hints = memory.fail_at == 0 ? hints : bad_hints;
    const bool fine = said != NULL && !said->truncated && !short_of_memory && hints == bad_hints;
    amiquiz_messages_free(said);
    return fine;
}

static bool use_changes(void)
{
    struct amiquiz_changes *changes = amiquiz_changes_to(pack, 0, 0, 0, UINT32_MAX);
    const bool fine = changes != NULL;
    CHECK(!fine || (changes->count == 1 && changes->sets[0] == 2));
    amiquiz_changes_free(changes);
    return fine;
}

static bool use_plan(void)
{
    struct amiquiz_advice advice;
    struct amiquiz_plan *fresh = amiquiz_plan_new(other, 0);
    const bool fine =
        fresh != NULL && amiquiz_plan_next(fresh, (struct amiquiz_case){0, 0}, &advice);
    CHECK(!fine || (advice.fact == 0 && advice.worst == 1 && advice.exact));
    amiquiz_plan_free(fresh);
    return fine;
}

static bool use_check(void)
{
    struct amiquiz_findings *found = amiquiz_check(pack, other);
    const bool fine = found != NULL;
    CHECK(!fine || (found->count == 1 && strcmp(found->items[0].id, "conflict") == 0));
    amiquiz_findings_free(found);
    return fine;
}

static bool use_diff(void)
{
    struct amiquiz_differences *found = amiquiz_diff(pack, other);
    const bool fine = found != NULL;
    CHECK(!fine || (found->count > 0 && found->cases == 4));
    amiquiz_differences_free(found);
    return fine;
}

static bool use_many(void)
{
    struct amiquiz_many *many = amiquiz_many_new(other, 0);
    const uint32_t cases[2] = {1, 6};
    uint8_t outcomes[2];
    if (many == NULL) {
        return false;
    }
    amiquiz_many_outcomes(many, cases, 2, outcomes);
    CHECK(outcomes[0] == 1 && outcomes[1] == 0);
    amiquiz_many_free(many);
    return true;
}

static bool use_tests_for(enum amiquiz_aim aim)
{
    struct amiquiz_tests *tests = amiquiz_tests_of(other, 0, aim);
    const bool fine = tests != NULL;
    CHECK(!fine || (tests->smallest && tests->condition_count == 1 &&
                    (aim == AMIQUIZ_PAIRWISE || tests->conditions[0].held)));
    amiquiz_tests_free(tests);
    return fine;
}

static bool use_tests(void)
{
    return use_tests_for(AMIQUIZ_CONDITIONS);
}

static bool use_tests_pairwise(void)
{
    return use_tests_for(AMIQUIZ_PAIRWISE);
}

static bool make_packs(void)
{
    pack = amiquiz_pack_read("t", good_pack, sizeof good_pack - 1, NULL);
    other = amiquiz_pack_read("u", other_pack, sizeof other_pack - 1, NULL);
    plan = other != NULL ? amiquiz_plan_new(other, 0) : NULL;
    return pack != NULL && plan != NULL;
}

static void free_packs(void)
{
    amiquiz_plan_free(plan);
    amiquiz_pack_free(pack);
    amiquiz_pack_free(other);
}

static void test_reading(void)
{
    REQUIRE_FAILING_MEMORY();
    fail_in_turn(use_read, 50);
}

static void test_reading_a_bad_pack(void)
{
    REQUIRE_FAILING_MEMORY();
    CHECK(use_read_bad());
    CHECK(bad_hints > 1);
    fail_in_turn(use_read_bad, 20);
}

static void test_questions(void)
{
    REQUIRE_FAILING_MEMORY();
    REQUIRE(make_packs());
    fail_in_turn(use_changes, 2);
    fail_in_turn(use_plan, 3);
    fail_in_turn(use_check, 3);
    fail_in_turn(use_diff, 5);
    fail_in_turn(use_many, 4);
    fail_in_turn(use_tests, 10);
    fail_in_turn(use_tests_pairwise, 10);
    free_packs();
}

/* A plan that found no memory once goes on afterwards. */
static void test_plan_goes_on(void)
{
    REQUIRE_FAILING_MEMORY();
    REQUIRE(make_packs());
    struct amiquiz_advice advice = {.fact = AMIQUIZ_NONE};
    memory_begin(1, true);
    CHECK(!amiquiz_plan_next(plan, (struct amiquiz_case){0, 0}, &advice));
    memory_end();
    CHECK(amiquiz_plan_next(plan, (struct amiquiz_case){0, 0}, &advice));
    CHECK_INT(advice.fact, 0);
    free_packs();
}

/* What promises to allocate nothing does so, and what may do without memory answers. */
static void test_without_memory(void)
{
    REQUIRE_FAILING_MEMORY();
    REQUIRE(make_packs());
    bool open[3];
    size_t which[2];
    memory_begin(1, true);
    const struct amiquiz_answer answer = amiquiz_decide(pack, 0, (struct amiquiz_case){2, 2});
    CHECK_INT(answer.verdict, AMIQUIZ_DECIDED);
    CHECK_INT(amiquiz_decide(pack, 0, (struct amiquiz_case){0, 0}).verdict, AMIQUIZ_FAULTY);
    CHECK_INT(amiquiz_row(pack, 0, 2), 0);
    CHECK_INT(amiquiz_open_rules(pack, 0, (struct amiquiz_case){4, 0}, open), 2);
    CHECK_INT(amiquiz_needs(other, 0, (struct amiquiz_case){0, 0}), 1);
    CHECK_INT(amiquiz_why_not(pack, 0, 0, 0).rule, 0);
    CHECK_INT(amiquiz_failing(pack, 0, 0, 0), 2);
    CHECK(amiquiz_same_facts(pack, other));
    CHECK_INT(memory_end(), 0);
    memory_begin(1, true);
    CHECK_INT(amiquiz_impossible(pack, (struct amiquiz_case){1, 1}, which), 2);
    CHECK(memory_end() > 0);
    free_packs();
}

int main(void)
{
    RUN(test_reading);
    RUN(test_reading_a_bad_pack);
    RUN(test_questions);
    RUN(test_plan_goes_on);
    RUN(test_without_memory);
    return check_end();
}
