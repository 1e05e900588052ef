/* The same answers by another key: options found again, and who gains, loses, passes, fails. */
#include "questions/score/rekey.h"

#include "questions/score/sheet_private.h"
#include "tests/unit/bank_samples.h"
#include "tests/unit/check.h"
#include "tests/unit/score_class.h"

/* Both scorings of a sheet: points and pass, student by student. */
struct both {
    struct results *before, *after;
    struct sheet *old;
    size_t unknown;
};

static void score_both(struct both *both, const struct score_class *new,
                       const struct score_key *old)
{
    const struct results_options options = score_class_options();
    both->old = rekey_sheet(new->sheet, old, &both->unknown);
    REQUIRE(both->old != NULL);
    both->before = results_new(both->old, &options);
    both->after = results_new(new->sheet, &options);
    REQUIRE(both->before != NULL && both->after != NULL);
}

static void fini(struct both *both)
{
    results_free(both->before);
    results_free(both->after);
    sheet_free(both->old);
}

static void check_student(const struct both *both, size_t student, double before, double after,
                          int pass)
{
    const struct student_result *b = &both->before->students[student];
    const struct student_result *a = &both->after->students[student];
    CHECK_NEAR(b->points, before, 1e-12);
    CHECK_NEAR(a->points, after, 1e-12);
    CHECK_INT((int)a->passed - (int)b->passed, pass);
}

/* The key mended: an alternate, a dropped question, a corrected letter, other points. */
static void test_mended(void)
{
    struct score_class new = {0}, old = {0};
    score_class_csv(&old, "question,answer\n1,A\n2,B\n3,C\n4,D\n", false);
    score_class_csv(&new, "question,answer,status,points\n1,A|B,,\n2,C,,\n3,C,dropped,\n4,D,,2\n",
                    false);
    REQUIRE(old.sheet != NULL && new.sheet != NULL);
    score_class_letters(&new, "same", "ABC-");
    score_class_letters(&new, "gains", "BCAD");
    score_class_letters(&new, "loses", "ABCD");
    struct both both = {0};
    score_both(&both, &new, &old.key);
    CHECK_INT(both.unknown, 0);
    check_student(&both, 0, 3, 1, -1); /* 3 of 4 passed, 1 of 4 does not */
    check_student(&both, 1, 1, 4, 1);
    check_student(&both, 2, 4, 3, 0);
    fini(&both);
    score_class_fini(&new);
    score_class_fini(&old);
}

/* The old key lists the forms the other way round, so its own letters are those of form B. */
static void test_forms(void)
{
    struct score_class new = {0}, old = {0};
    score_class_csv(&new, "question,answer,form\n1,A,A\n2,C,A\n1,B,B\n2,D,B\n", false);
    score_class_csv(&old, "question,answer,form\n1,B,B\n2,D,B\n1,A,A\n2,B,A\n", false);
    REQUIRE(old.sheet != NULL && new.sheet != NULL);
    const struct response one = {.kind = RESPONSE_IS_OPTIONS, .options = 1};
    const struct response three = {.kind = RESPONSE_IS_OPTIONS, .options = 4};
    const size_t on_a = score_class_student(&new, "a", 0), on_b = score_class_student(&new, "b", 1);
    score_class_answer(&new, on_a, 0, &one); /* as form A prints them: A, and C */
    score_class_answer(&new, on_a, 1, &three);
    score_class_answer(&new, on_b, 0, &one); /* the same options, as form B prints them: B, and D */
    score_class_answer(&new, on_b, 1, &three);
    struct both both = {0};
    score_both(&both, &new, &old.key);
    check_student(&both, 0, 1, 2, 1); /* the old key had B on form A for question 2 */
    check_student(&both, 1, 2, 2, 0);
    fini(&both);
    score_class_fini(&new);
    score_class_fini(&old);
}

/* A question that the answers know nothing of, and a letter that the old key has no option for. */
static void test_unknown(void)
{
    struct score_class new = {0}, old = {0};
    score_class_csv(&old, "question,answer,options\n1,A,3\n9,A,\n", false);
    score_class_csv(&new, "question,answer\n1,D\n", false);
    REQUIRE(old.sheet != NULL && new.sheet != NULL);
    score_class_letters(&new, "d", "D");
    score_class_letters(&new, "a", "A");
    struct both both = {0};
    score_both(&both, &new, &old.key);
    CHECK_INT(both.unknown, 1);
    check_student(&both, 0, 0, 1, 1);
    check_student(&both, 1, 1, 0, 0); /* 1 of 2 was no pass */
    CHECK_INT(sheet_answer(both.old, 0, 0), RESPONSE_DOUBLE);
    CHECK_INT(sheet_answer(both.old, 0, 1), RESPONSE_NONE);
    fini(&both);
    score_class_fini(&new);
    score_class_fini(&old);
}

/* Options of banks are known by their texts. */
static void test_banks(void)
{
    static const char *const as[] = {"a", "b", "c", "d", NULL}, *const bs[] = {"c", "a", "x", NULL};
    struct bank from = {0}, to = {0};
    struct score_class new = {0};
    struct score_key old;
    REQUIRE(add_question(&from, "q", "s", as, 2) != NULL &&
            add_question(&to, "q", "s", bs, 1) != NULL);
    score_class_bank(&new, &from, NULL);
    REQUIRE(key_of_bank(&old, &to, NULL, NULL) && new.sheet != NULL);
    score_class_letters(&new, "a", "A");
    score_class_letters(&new, "c", "C");
    score_class_letters(&new, "d", "D");
    struct both both = {0};
    score_both(&both, &new, &old);
    check_student(&both, 0, 1, 0, -1);
    check_student(&both, 1, 0, 1, 1);
    check_student(&both, 2, 0, 0, 0);
    CHECK_INT(sheet_answer(both.old, 1, 0), RESPONSE_OPTION);
    CHECK_INT(sheet_answer(both.old, 2, 0), RESPONSE_DOUBLE);
    fini(&both);
    score_class_fini(&new);
    key_fini(&old);
    bank_fini(&from);
    bank_fini(&to);
}

int main(void)
{
    RUN(test_mended);
    RUN(test_forms);
    RUN(test_unknown);
    RUN(test_banks);
    return check_end();
}
