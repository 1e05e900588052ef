/* Students whose ids look alike: known ones, and random ones against a comparison of each with each. */
#include "questions/score/alike.h"

#include <stdlib.h>

#include "questions/score/sheet_private.h"
#include "questions/text/buffer.h"
#include "questions/text/looks.h"
#include "questions/text/rng.h"
#include "tests/unit/check.h"

#define MOST 4

static struct key_question question = {.id = "q1", .option_count = 2, .points = 1};
static const struct score_key key = {.questions = &question, .question_count = 1};

static void add(struct sheet *sheet, const char *id)
{
    const struct id_key made = ids_key(id, strlen(id));
    size_t number;
    CHECK(sheet_add_student(sheet, &made, KEY_NO_PAPER, "", NULL, &number));
}

/* The pairs of some ids, as "0-1 0-4 ... 9". */
static void check_pairs(const char *const ids[], size_t id_count, const char *wanted)
{
    struct sheet *sheet = sheet_new(&key);
    struct alike_pair pairs[MOST];
    struct buffer out = {0};
    size_t count = 0;
    REQUIRE(sheet != NULL);
    for (size_t i = 0; i < id_count; i++) {
        add(sheet, ids[i]);
    }
    CHECK(alike_students(sheet, pairs, MOST, &count));
    for (size_t i = 0; i < count && i < MOST; i++) {
        buffer_addf(&out, "%zu-%zu ", pairs[i].first, pairs[i].second);
    }
    buffer_addf(&out, "%zu", count);
    CHECK_STR(buffer_text(&out), wanted);
    buffer_fini(&out);
    sheet_free(sheet);
}

#define PAIRS(wanted, ...)                                                                         \
    do {                                                                                           \
        static const char *const ids[] = {__VA_ARGS__};                                            \
        check_pairs(ids, sizeof ids / sizeof ids[0], wanted);                                      \
    } while (0)

static void test_known(void)
{
    PAIRS("0", "s01", "s02", "t01");
    PAIRS("0-1 1", "s01",
          "s\xe2\x80\x8b"
          "01",
          "s02");
    PAIRS("0-1 0-2 2", "s01", "S01",
          "\xef\xbd\x93"
          "01");
    PAIRS("1-3 0-4 2", "Ana Lee", "bo", "Bob", "BO", "ana  lee");
    PAIRS("0-1 1", "7", "007", "70");
    PAIRS("0", "007", "070", "700");
    PAIRS("0-2 1", "s 1", "s1", "s  1");
    PAIRS("0-1 0-2 0-3 0-4 5", "a1", "A1", "a1\xc2\xa0", "A1\xc2\xa0",
          "a\xc2\xad"
          "1",
          "A\xc2\xad"
          "1");
    /* ids of invisible characters alone look like nothing, and so not like each other */
    PAIRS("0", "\xe2\x80\x8b", "\xe2\x80\x8d", "s1");
}

/* ---- Random ids ------------------------------------------------------------------------------- */

#define STUDENTS 60

static void add_random(struct sheet *sheet, struct rng *rng, size_t pieces)
{
    static const char *const parts[] = {
        "1", "0", "a", "A", " ", "\xe2\x80\x8b", "\xef\xbc\x91", "\xd0\xb0"};
    struct buffer id = {0};
    buffer_add_char(&id, rng_below(rng, 2) == 0 ? '0' : '1');
    for (size_t i = rng_below(rng, 4); i > 0; i--) {
        buffer_add_text(&id, parts[rng_below(rng, pieces)]);
    }
    add(sheet, buffer_text(&id));
    buffer_fini(&id);
}

static bool look_alike(const struct sheet *sheet, size_t a, size_t b)
{
    struct buffer one = {0}, other = {0};
    looks_fold(&one, sheet_student(sheet, a).id, sheet_student(sheet, a).length);
    looks_fold(&other, sheet_student(sheet, b).id, sheet_student(sheet, b).length);
    const bool same = one.length > 0 && strcmp(buffer_text(&one), buffer_text(&other)) == 0;
    buffer_fini(&one);
    buffer_fini(&other);
    return same;
}

static void check_random(uint64_t seed, size_t pieces)
{
    struct rng rng;
    struct sheet *sheet = sheet_new(&key);
    struct alike_pair pairs[STUDENTS];
    size_t count = 0, at = 0;
    REQUIRE(sheet != NULL);
    rng_seed(&rng, seed);
    for (size_t i = 0; i < STUDENTS; i++) {
        add_random(sheet, &rng, pieces);
    }
    CHECK(alike_students(sheet, pairs, STUDENTS, &count));
    for (size_t b = 0; b < sheet_students(sheet); b++) {
        size_t a = 0;
        while (a < b && !look_alike(sheet, a, b)) {
            a++;
        }
        if (a < b) {
            CHECK(at < count && pairs[at].first == a && pairs[at].second == b);
            at++;
        }
    }
    CHECK_INT(at, count);
    sheet_free(sheet);
    if (check_state.bad) {
        printf("# seed %llu, %zu pieces\n", (unsigned long long)seed, pieces);
    }
}

static void test_random(void)
{
    for (uint64_t seed = 1; seed <= 40; seed++) {
        for (size_t pieces = 1; pieces <= 8; pieces++) {
            check_random(seed, pieces);
        }
    }
}

static void check_words(const struct scored *scored, const char *wanted)
{
    const struct alike_pair pair = {0, 1};
    struct buffer out = {0};
    alike_words(&out, scored, &pair);
    CHECK_STR(buffer_text(&out), wanted);
    buffer_fini(&out);
}

static void test_words(void)
{
    struct sheet *sheet = sheet_new(&key);
    REQUIRE(sheet != NULL);
    add(sheet, "s01");
    add(sheet, "s\xe2\x80\x8b\x30\x31");
    struct results results = {.sheet = sheet};
    struct scored scored = {.results = &results};
    check_words(&scored,
                "\"s01\" and \"s\\u{200b}01\" differ only by an invisible character (U+200B)");
    scored.anonymous = true;
    check_words(&scored, "\"student-0001\" and \"student-0002\" differ only by an invisible "
                         "character (U+200B)");
    sheet_free(sheet);
}

int main(void)
{
    RUN(test_known);
    RUN(test_random);
    RUN(test_words);
    return check_end();
}
