/* The answer sheet: students, rows, duplicates by policy, counts that add up. */
#include "questions/score/sheet_private.h"

#include <stdlib.h>
#include <sys/resource.h>

#include "tests/unit/check.h"

#define QUESTIONS 3

static uint32_t right[] = {4};
static struct key_question questions[QUESTIONS] = {
    {.id = "q1",
     .option_count = 3,
     .option_count_said = true,
     .points = 1,
     .right = right,
     .right_count = 1},
    {.id = "q2", .option_count = 2, .points = 1},
    {.id = "q3", .option_count = 6, .points = 1},
};
static struct paper_question places[] = {{.item = 2}, {.item = 0}};
static struct paper papers[] = {{.form = "1", .questions = places, .question_count = 2}};
static const struct score_key key = {
    .questions = questions, .question_count = QUESTIONS, .papers = papers, .paper_count = 1};

static size_t student(struct sheet *sheet, const char *id)
{
    const struct id_key made = ids_key(id, strlen(id));
    size_t number = SIZE_MAX;
    CHECK(sheet_add_student(sheet, &made, KEY_NO_PAPER, "", NULL, &number));
    return number;
}

/* Student number so much, called so. */
static size_t numbered(struct sheet *sheet, unsigned number)
{
    char id[16];
    snprintf(id, sizeof id, "s%u", number);
    return student(sheet, id);
}

static response_code option(unsigned number)
{
    return (response_code)(RESPONSE_OPTION + number);
}

static enum entered enter(struct sheet *sheet, enum duplicates duplicates, size_t who, size_t what,
                          response_code code)
{
    static const struct credit credit = {0};
    const struct entering how = {duplicates, &credit};
    struct sheet_counts counts = {0};
    const enum entered entered = sheet_enter(sheet, &counts, &how, who, what, code);
    CHECK_INT(counts.read, 1);
    sheet_count(sheet, &counts);
    return entered;
}

static void test_students(void)
{
    struct sheet *sheet = sheet_new(&key);
    REQUIRE(sheet != NULL);
    CHECK(sheet_key(sheet) == &key);
    CHECK_INT(sheet_students(sheet), 0);
    CHECK_INT(student(sheet, "s1"), 0);
    CHECK_INT(student(sheet, "s2"), 1);
    CHECK_INT(student(sheet, "s1"), 0);
    size_t number = 0;
    const struct id_key made = ids_key("s3", 2);
    CHECK(sheet_add_student(sheet, &made, 0, "Ada", "7b", &number));
    CHECK_INT(number, 2);
    CHECK_STR(sheet_student(sheet, 1).id, "s2");
    CHECK_INT(sheet_student(sheet, 1).length, 2);
    CHECK(sheet_student(sheet, 1).name == NULL && sheet_student(sheet, 1).section == NULL);
    CHECK_STR(sheet_student(sheet, 2).name, "Ada");
    CHECK_STR(sheet_student(sheet, 2).section, "7b");
    CHECK(sheet_student(sheet, 1).paper == KEY_NO_PAPER && sheet_student(sheet, 2).paper == 0);
    for (size_t q = 0; q < QUESTIONS; q++) {
        CHECK(sheet_presented(sheet, 0, q));
        CHECK_INT(sheet_presented(sheet, 2, q), q != 1);
        CHECK_INT(sheet_answer(sheet, 2, q), RESPONSE_NONE);
    }
    sheet_free(sheet);
    sheet_free(NULL);
}

/* Rows of many students, in more than one chunk. */
static void test_many_students(void)
{
    enum { STUDENTS = 300000 };
    struct sheet *sheet = sheet_new(&key);
    REQUIRE(sheet != NULL);
    for (unsigned i = 0; i < STUDENTS; i++) {
        REQUIRE(numbered(sheet, i) == i);
        CHECK_INT(enter(sheet, DUPLICATES_REJECT, i, 1, (response_code)(1 + i % 9)),
                  ENTERED_SCORED);
    }
    for (unsigned i = 0; i < STUDENTS; i++) {
        REQUIRE(sheet_answer(sheet, i, 1) == 1 + i % 9);
        REQUIRE(sheet_answer(sheet, i, 0) == 0 && sheet_answer(sheet, i, 2) == 0);
    }
    sheet_free(sheet);
}

/* Codes get a second byte when one of them needs it: what is there stays, in whichever chunk. */
static void test_many_codes(void)
{
    enum { STUDENTS = 1500000, MARKS = 1000 };
    struct sheet *sheet = sheet_new(&key);
    REQUIRE(sheet != NULL);
    for (unsigned i = 0; i < STUDENTS; i++) {
        REQUIRE(numbered(sheet, i) == i);
        REQUIRE(enter(sheet, DUPLICATES_REJECT, i, i % QUESTIONS,
                      (response_code)(RESPONSE_OPTION + i % 7)) == ENTERED_SCORED);
    }
    response_code codes[MARKS];
    for (unsigned m = 0; m < MARKS; m++) {
        const struct response mark = {.kind = RESPONSE_IS_MARK, .mark = m / 8.0};
        REQUIRE(sheet_code(sheet, 2, &mark, &codes[m]));
        CHECK((sheet_row(sheet, 0).wide != NULL) == (codes[m] > UINT8_MAX));
    }
    CHECK(codes[MARKS - 1] > UINT8_MAX && sheet_row(sheet, 0).narrow == NULL);
    for (unsigned i = 0; i < STUDENTS; i++) {
        for (size_t q = 0; q < QUESTIONS; q++) {
            REQUIRE(sheet_answer(sheet, i, q) ==
                    (q == i % QUESTIONS ? RESPONSE_OPTION + i % 7 : RESPONSE_NONE));
        }
    }
    CHECK_INT(student(sheet, "new"), STUDENTS);
    for (unsigned i = STUDENTS - MARKS + 1; i <= STUDENTS; i++) {
        const response_code code = codes[STUDENTS - i];
        CHECK_INT(enter(sheet, DUPLICATES_LAST, i, 2, code),
                  i % QUESTIONS == 2 && i < STUDENTS ? ENTERED_SUPERSEDES : ENTERED_SCORED);
        REQUIRE(sheet_answer(sheet, i, 2) == code);
    }
    sheet_free(sheet);
}

/* A byte for each cell, also where rows fill a large page to its last byte. */
static void test_memory(void)
{
    enum { STUDENTS = 20480, CELLS = 1024 };
    struct key_question *many = calloc(CELLS, sizeof *many);
    const struct score_key wide = {.questions = many, .question_count = CELLS};
    struct rusage before, after;
    struct sheet *sheet = sheet_new(&wide);
    REQUIRE(many != NULL && sheet != NULL);
    (void)getrusage(RUSAGE_SELF, &before);
    for (unsigned i = 0; i < STUDENTS; i++) {
        REQUIRE(numbered(sheet, i) == i);
        (void)enter(sheet, DUPLICATES_REJECT, i, CELLS - 1, option(1));
    }
    CHECK_INT(sheet_answer(sheet, STUDENTS - 1, CELLS - 1), option(1));
    (void)getrusage(RUSAGE_SELF, &after);
#if !ADDRESS_SANITIZED /* which takes some memory of its own */
    CHECK(after.ru_maxrss - before.ru_maxrss < STUDENTS * (CELLS + 200) / 1024); /* kilobytes */
#endif
    sheet_free(sheet);
    free(many);
}

static void test_duplicates(void)
{
    static const struct {
        enum duplicates policy;
        enum entered lower, higher; /* what an answer that earns less, or more, becomes */
        unsigned lower_kept, higher_kept;
    } cases[] = {
        {DUPLICATES_REJECT, ENTERED_REJECTED, ENTERED_REJECTED, 2, 1},
        {DUPLICATES_FIRST, ENTERED_SUPERSEDED, ENTERED_SUPERSEDED, 2, 1},
        {DUPLICATES_LAST, ENTERED_SUPERSEDES, ENTERED_SUPERSEDES, 0, 2},
        {DUPLICATES_BEST, ENTERED_SUPERSEDED, ENTERED_SUPERSEDES, 2, 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sheet *sheet = sheet_new(&key);
        REQUIRE(sheet != NULL);
        const enum duplicates policy = cases[i].policy;
        const size_t one = student(sheet, "one"), two = student(sheet, "two");
        CHECK_INT(enter(sheet, policy, one, 0, option(2)), ENTERED_SCORED); /* right */
        CHECK_INT(enter(sheet, policy, two, 0, option(1)), ENTERED_SCORED);
        CHECK_INT(enter(sheet, policy, one, 0, option(2)), ENTERED_IDENTICAL);
        CHECK_INT(enter(sheet, policy, one, 0, option(0)), cases[i].lower);
        CHECK_INT(enter(sheet, policy, two, 0, option(2)), cases[i].higher);
        CHECK_INT(sheet_answer(sheet, one, 0), option(cases[i].lower_kept));
        CHECK_INT(sheet_answer(sheet, two, 0), option(cases[i].higher_kept));
        const struct sheet_counts counts = sheet_counts(sheet);
        CHECK_INT(counts.read, 5);
        CHECK_INT(counts.scored, 2);
        CHECK_INT(counts.superseded_identical, 1);
        CHECK_INT(counts.read, counts.scored + counts.superseded + counts.rejected);
        sheet_free(sheet);
    }
}

static void test_blanks(void)
{
    struct sheet *sheet = sheet_new(&key);
    REQUIRE(sheet != NULL);
    const size_t one = student(sheet, "one");
    enter(sheet, DUPLICATES_LAST, one, 0, RESPONSE_BLANK);
    enter(sheet, DUPLICATES_LAST, one, 1, RESPONSE_DOUBLE);
    CHECK_INT(sheet_counts(sheet).blank, 1);
    CHECK_INT(sheet_counts(sheet).doubled, 1);
    enter(sheet, DUPLICATES_LAST, one, 0, RESPONSE_DOUBLE);
    CHECK_INT(sheet_counts(sheet).blank, 0);
    CHECK_INT(sheet_counts(sheet).doubled, 2);
    CHECK_INT(sheet_counts(sheet).scored, 2);
    sheet_free(sheet);
}

static void test_options(void)
{
    struct sheet *sheet = sheet_new(&key);
    REQUIRE(sheet != NULL);
    CHECK_INT(sheet_options(sheet, 0), 3);
    CHECK_INT(sheet_options(sheet, 1), 4);
    CHECK_INT(sheet_options(sheet, 2), 6);
    response_code code = 0;
    CHECK(sheet_code(sheet, 1, &(struct response){RESPONSE_IS_OPTIONS, 0x41, 0, 0}, &code));
    CHECK_INT(code, RESPONSE_ENTERED);
    CHECK(sheet_code(sheet, 2, &(struct response){RESPONSE_IS_OPTIONS, 0x1, 0, 0}, &code));
    CHECK_INT(code, option(0));
    CHECK_INT(sheet_options(sheet, 1), 7);
    CHECK_INT(sheet_options(sheet, 2), 6);
    CHECK(!sheet_book_is_full(sheet, 1));
    CHECK_INT(code_book_codes(sheet_book(sheet, 1)), RESPONSE_ENTERED + 1);
    sheet_free(sheet);
}

int main(void)
{
    RUN(test_memory); /* the first, for what others free would be used again */
    RUN(test_students);
    RUN(test_many_students);
    RUN(test_many_codes);
    RUN(test_duplicates);
    RUN(test_blanks);
    RUN(test_options);
    return check_end();
}
