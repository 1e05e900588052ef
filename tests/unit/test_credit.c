/* What a response earns, worked out by hand; and outcomes that the engine judges. */
#include "questions/score/credit.h"

#include "questions/item/subject.h"
#include "tests/unit/bank_samples.h"
#include "tests/unit/check.h"
#include "tests/unit/subjects.h"

/* A set of options by letters. */
static uint32_t set(const char *letters)
{
    uint32_t bits = 0;
    for (; *letters != '\0'; letters++) {
        bits |= (uint32_t)1 << (*letters - 'A');
    }
    return bits;
}

static struct response chosen(const char *letters)
{
    return (struct response){.kind = RESPONSE_IS_OPTIONS, .options = set(letters)};
}

/* A key of one question, worth 2 points. */
static struct score_key key_of(struct key_question *question, uint32_t right[], size_t count)
{
    *question = (struct key_question){
        .id = "q", .option_count = 5, .right = right, .right_count = count, .points = 2};
    return (struct score_key){.questions = question, .question_count = 1};
}

/* Points out of 2, by scheme: all-or-nothing, net-right, coverage, each-option, false2. */
static const struct {
    const char *right, *chosen;
    size_t options;
    double points[5];
} earned[] = {
    {"A", "A", 4, {2, 2, 2, 2, 2}},
    {"A", "B", 4, {0, 0, 0, 1, 0}},
    {"A", "AB", 4, {0, 0, 1, 1.5, 2 * (1 - 1.0 / 3)}},
    {"A", "ABCD", 4, {0, 0, 0.5, 0.5, 0}},
    {"AC", "A", 5, {0, 1, 1, 1.6, 1}},
    {"AC", "AB", 5, {0, 0, 0.5, 1.2, 2 * (0.5 - 1.0 / 3)}},
    {"AC", "ABC", 5, {0, 1, 2 * 2.0 / 3, 1.6, 2 * (1 - 1.0 / 3)}},
    {"ABC", "A", 4, {0, 2.0 / 3, 2.0 / 3, 1, 2.0 / 3}},
    {"ABC", "ABD", 4, {0, 2.0 / 3, 2 * (2.0 / 3) * (2.0 / 3), 1, 2 * (2.0 / 3 - 0.5)}},
    {"ABC", "D", 4, {0, 0, 0, 0, 0}},
    {"ABCD", "ABCD", 4, {2, 2, 2, 2, 2}},
};

static void test_schemes(void)
{
    for (size_t i = 0; i < sizeof earned / sizeof earned[0]; i++) {
        for (int scheme = 0; scheme < 5; scheme++) {
            uint32_t right = set(earned[i].right);
            struct key_question question;
            const struct score_key key = key_of(&question, &right, 1);
            const struct credit credit = {(enum credit_scheme)scheme, 0};
            const struct response response = chosen(earned[i].chosen);
            CHECK_NEAR(credit_points(&credit, &key, 0, earned[i].options, &response),
                       earned[i].points[scheme], 1e-15);
            CHECK(credit_is_right(&key, 0, &response) == (earned[i].points[0] > 0));
            if (check_state.bad) {
                printf("# key %s, chosen %s, scheme %d\n", earned[i].right, earned[i].chosen,
                       scheme);
                return;
            }
        }
    }
}

/* The set that gives most counts, and any whole one is right. */
static void test_alternates(void)
{
    uint32_t right[] = {set("A"), set("BC")};
    struct key_question question;
    const struct score_key key = key_of(&question, right, 2);
    const struct credit coverage = {CREDIT_COVERAGE, 0};
    const struct response bc = chosen("BC"), b = chosen("B"), ab = chosen("AB");
    CHECK_NEAR(credit_points(&coverage, &key, 0, 4, &bc), 2, 0);
    CHECK_NEAR(credit_points(&coverage, &key, 0, 4, &b), 1, 0);
    CHECK_NEAR(credit_points(&coverage, &key, 0, 4, &ab), 1, 0);
    CHECK(credit_is_right(&key, 0, &bc));
    CHECK(!credit_is_right(&key, 0, &b));
    CHECK(!credit_is_right(&key, 0, &ab));
}

/* Two options are right, and one of them is asked for. */
static void test_choose(void)
{
    uint32_t right = set("AC");
    struct key_question question;
    const struct score_key key = key_of(&question, &right, 1);
    const struct response a = chosen("A"), ac = chosen("AC"), b = chosen("B");
    question.choose = 1;
    for (int scheme = 0; scheme < 5; scheme++) {
        const struct credit credit = {(enum credit_scheme)scheme, 0};
        CHECK_NEAR(credit_points(&credit, &key, 0, 4, &a), 2, 0);
        CHECK(credit_points(&credit, &key, 0, 4, &ac) < 2);
    }
    CHECK(credit_is_right(&key, 0, &a));
    CHECK(!credit_is_right(&key, 0, &ac));
    CHECK(!credit_is_right(&key, 0, &b));
}

/* Taken off for an answer that earns none: not for part of the points, not for none given. */
static void test_wrong(void)
{
    uint32_t right = set("AC");
    struct key_question question;
    const struct score_key key = key_of(&question, &right, 1);
    const struct credit credit = {CREDIT_NET_RIGHT, 0.25};
    const struct response wrong = chosen("B"), even = chosen("AB"), part = chosen("A");
    const struct response blank = {.kind = RESPONSE_IS_BLANK}, none = {.kind = RESPONSE_IS_NONE};
    const struct response two = {.kind = RESPONSE_IS_DOUBLE};
    CHECK_NEAR(credit_points(&credit, &key, 0, 4, &wrong), -0.5, 0);
    CHECK_NEAR(credit_points(&credit, &key, 0, 4, &even), -0.5, 0);
    CHECK_NEAR(credit_points(&credit, &key, 0, 4, &two), -0.5, 0);
    CHECK_NEAR(credit_points(&credit, &key, 0, 4, &part), 1, 0);
    CHECK_NEAR(credit_points(&credit, &key, 0, 4, &blank), 0, 0);
    CHECK_NEAR(credit_points(&credit, &key, 0, 4, &none), 0, 0);
    CHECK(!credit_is_right(&key, 0, &two));
    question.right_count = 0; /* nobody knows what is right */
    CHECK_NEAR(credit_points(&credit, &key, 0, 4, &wrong), 0, 0);
    CHECK(!credit_is_right(&key, 0, &wrong));
}

static void test_marks(void)
{
    struct key_question question;
    const struct score_key key = key_of(&question, NULL, 0);
    const struct credit credit = {CREDIT_ALL_OR_NOTHING, 1};
    const struct response part = {.kind = RESPONSE_IS_MARK, .mark = 1.5};
    const struct response whole = {.kind = RESPONSE_IS_MARK, .mark = 2};
    const struct response less = {.kind = RESPONSE_IS_MARK, .mark = -0.5};
    CHECK_NEAR(credit_points(&credit, &key, 0, 4, &part), 1.5, 0);
    CHECK_NEAR(credit_points(&credit, &key, 0, 4, &less), -0.5, 0);
    CHECK(credit_is_right(&key, 0, &whole));
    CHECK(!credit_is_right(&key, 0, &part));
}

/* A case whose outcome no option names is still judged by the tables. */
static void test_outcomes(void)
{
    struct subject *subject = subject_of("ami-lecture");
    REQUIRE(subject != NULL);
    struct item_fact facts[PACK_FACTS_MAX];
    for (size_t i = 0; i < subject->pack->fact_count; i++) {
        const char *id = subject->pack->facts[i].id;
        facts[i] = (struct item_fact){id, strcmp(id, "shared") == 0};
    }
    struct item_option options[2] = {{.id = "A", .text = "a", .correct = true, .outcome = NULL},
                                     {.id = "B", .text = "b", .outcome = "copy-image"}};
    struct item item = {.id = "q",
                        .kind = "path",
                        .decision = "path",
                        .facts = facts,
                        .fact_count = subject->pack->fact_count,
                        .stem = "s",
                        .select = 1,
                        .options = options,
                        .option_count = 2,
                        .points = 2};
    uint32_t right = set("A");
    struct key_question question;
    struct score_key key = key_of(&question, &right, 1);
    const struct credit credit = {CREDIT_ALL_OR_NOTHING, 0.5};
    const struct decision *path = &subject->pack->decisions[0];
    question.item = &item;
    key.subject = subject;
    size_t rights = 0;
    for (size_t i = 0; i < path->outcome_count; i++) {
        const struct response response = {.kind = RESPONSE_IS_OUTCOME, .outcome = i};
        const bool is_right = strcmp(path->outcomes[i].id, "launch-create") == 0;
        CHECK(credit_is_right(&key, 0, &response) == is_right);
        CHECK_NEAR(credit_points(&credit, &key, 0, 2, &response), is_right ? 2 : -1, 0);
        rights += is_right;
    }
    CHECK_INT(rights, 1);
    const struct response beyond = {.kind = RESPONSE_IS_OUTCOME, .outcome = path->outcome_count};
    CHECK(!credit_is_right(&key, 0, &beyond));
    key.subject = NULL; /* nobody to judge */
    const struct response response = {.kind = RESPONSE_IS_OUTCOME, .outcome = 0};
    CHECK(!credit_is_right(&key, 0, &response));
    subject_free(subject);
}

int main(void)
{
    RUN(test_schemes);
    RUN(test_alternates);
    RUN(test_choose);
    RUN(test_wrong);
    RUN(test_marks);
    RUN(test_outcomes);
    return check_end();
}
