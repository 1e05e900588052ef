/*
 * Every allocation fails in turn, as in test_engine_memory.c, but so does every piece that is taken
 * from an arena: here it has no blocks, each piece is a malloc() of its own.  A pack with every
 * member there is; proof and difference of packs.
 */
#include "engine/check.h"
#include "engine/diff.h"
#include "engine/json_in.h"
#include "engine/pack.h"
#include "tests/fault/arena_pieces.h"
#include "tests/fault/fail_each.h"
#include "tests/fault/failing_memory.h"
#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/slow_engine.h"

#include <stdint.h>

struct bytes {
    char *bytes;
    size_t length;
};

static bool read_bytes(const void *context)
{
    const struct bytes *b = context;
    struct diags diags = {0};
    struct pack *pack = pack_read("t", b->bytes, b->length, &diags);
    const bool fine = pack != NULL;
    CHECK(fine || diags.errors > 0);
    pack_free(pack);
    diags_fini(&diags);
    return fine;
}

static bool read_tables(const void *context)
{
    const struct bytes *b = context;
    struct diags diags = {0};
    struct pack *pack = pack_read_tables("t", b->bytes, b->length, &diags);
    const bool fine = pack != NULL;
    CHECK(fine || diags.errors > 0);
    pack_free(pack);
    diags_fini(&diags);
    return fine;
}

static void test_reading(void)
{
    static const char *const names[] = {"tests/fuzz/corpus/pack/every-member.json",
                                        "tests/data/parcel.json"};
    REQUIRE_FAILING_MEMORY();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct bytes b;
        b.bytes = file_bytes(names[i], &b.length);
        REQUIRE(b.bytes != NULL);
        fail_each(read_bytes, &b, false);
        fail_each(read_tables, &b, false);
        free(b.bytes);
    }
}

/* A member is passed over just where the array of places must grow (at 1024 places). */
static bool read_without(const void *context)
{
    static const char *const skip[] = {"a", NULL};
    const struct source_text text = {"t", context, strlen(context), 1};
    struct diags diags = {0};
    struct json_in *json = json_in_read_without(&text, skip, &diags);
    const bool fine = json != NULL;
    CHECK(fine || diags.errors > 0);
    json_in_free(json);
    diags_fini(&diags);
    return fine;
}

static void test_passing_over(void)
{
    char text[8192] = "{\"b\":[";
    REQUIRE_FAILING_MEMORY();
    for (size_t i = 0; i < 1022; i++) {
        strcat(text, i == 0 ? "1" : ",1");
    }
    strcat(text, "],\"a\":[2,3,4,5]}");
    fail_each(read_without, text, false);
}

/* Faulty packs as well: whoever looks for something near may find that memory has run out. */
static bool refuse_bytes(const void *context)
{
    return !read_bytes(context);
}

static void test_refusing(void)
{
    static const char *const names[] = {
        "tests/fuzz/corpus/pack/many-faults.json", "tests/reject/unknown-name.json",
        "tests/reject/several-errors.json",        "tests/reject/json-repeated-key.json",
        "tests/reject/unknown-telling.json",       "tests/reject/unknown-decision-in-opening.json",
        "tests/reject/wrong-type-part.json",       "tests/reject/unknown-fact-in-rule.json",
    };
    REQUIRE_FAILING_MEMORY();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct bytes b;
        b.bytes = file_bytes(names[i], &b.length);
        REQUIRE(b.bytes != NULL);
        fail_each(refuse_bytes, &b, true);
        free(b.bytes);
    }
}

/* A sibling that answers as the pack's first misconception, or as the truth. */
static size_t sibling_outcome(const void *context, size_t decision, uint32_t whole)
{
    const struct pack *pack = context;
    const bool same = pack->misconception_count > 0 && pack->misconceptions[0].decision == decision;
    const int row = same ? SLOW_NONE : slow_row(pack, decision, whole);
    if (same) {
        const int answer = slow_belief(pack, 0, whole);
        return answer == SLOW_NONE ? CHECK_NOTHING : (size_t)answer;
    }
    return row == SLOW_NONE ? CHECK_NOTHING : pack->decisions[decision].rules[row].then;
}

static bool prove(const void *context)
{
    const struct check_sibling sibling = {UINT32_MAX, sibling_outcome, context};
    struct findings with = {0}, without = {0};
    const bool fine = check_pack(context, &sibling, &with) && check_pack(context, NULL, &without);
    findings_fini(&with);
    findings_fini(&without);
    return fine;
}

static void test_proof(void)
{
    static const char *const names[] = {
        "tests/fuzz/corpus/pack/every-member.json", "tests/data/check-faults.json",
        "tests/data/check-contradiction.json", "data/packs/ami-current.json"};
    REQUIRE_FAILING_MEMORY();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct pack *pack = pack_of_file(names[i]);
        REQUIRE(pack != NULL);
        fail_each(prove, pack, false);
        pack_free(pack);
    }
}

static bool compare(const void *context)
{
    const struct pack *const *packs = context;
    size_t facts[PACK_FACTS_MAX];
    struct differences found = {0};
    const bool fine = diff_match_facts(packs[0], packs[1], facts) &&
                      diff_packs(packs[0], packs[1], facts, &found);
    differences_fini(&found);
    return fine;
}

static void test_difference(void)
{
    static const char *const names[][2] = {
        {"data/packs/ami-lecture.json", "data/packs/ami-current.json"},
        {"tests/data/parcel.json", "tests/data/parcel-new.json"}};
    REQUIRE_FAILING_MEMORY();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct pack *packs[2] = {pack_of_file(names[i][0]), pack_of_file(names[i][1])};
        REQUIRE(packs[0] != NULL && packs[1] != NULL);
        fail_each(compare, packs, false);
        pack_free(packs[0]);
        pack_free(packs[1]);
    }
}

int main(void)
{
    RUN(test_reading);
    RUN(test_passing_over);
    RUN(test_refusing);
    RUN(test_proof);
    RUN(test_difference);
    return check_end();
}
