/* Flags: what is said of a question, and of how few students nothing is said.  Sections. */
#include "questions/score/results.h"

#include <stdlib.h>

#include "questions/score/sheet_private.h"
#include "questions/text/buffer.h"
#include "tests/unit/bank_samples.h"
#include "tests/unit/check.h"
#include "tests/unit/items_bank.h"
#include "tests/unit/score_class.h"
#include "tests/unit/subjects.h"

/*
 * A class whose students know more and more: of ten sound questions student s has s * 10 / students
 * right.  `last` gives the answer to one more question, by how many are right.
 */
static void fill(struct score_class *c, size_t students, const char last[10])
{
    for (size_t s = 0; s < students; s++) {
        const size_t knows = s * 10 / students;
        char id[24], letters[12] = "BBBBBBBBBB";
        (void)snprintf(id, sizeof id, "%zu", s);
        for (size_t q = 0; q < knows; q++) {
            letters[q] = 'A';
        }
        letters[10] = last[knows];
        score_class_letters(c, id, letters);
    }
}

/* What is said of the last question. */
static void check_words(struct score_class *c, const char *want)
{
    const struct results_options options = score_class_options();
    struct buffer words = {0};
    struct results *r = results_new(c->sheet, &options);
    REQUIRE(r != NULL);
    results_flag_words(&words, r, 10);
    CHECK_STR(buffer_text(&words), want);
    if (check_state.bad) {
        printf("# facility %g item_rest %g\n", r->items[10].facility, r->items[10].item_rest);
    }
    buffer_fini(&words);
    results_free(r);
}

static const char key_text[] = "question,answer,options\n1,A,2\n2,A,2\n3,A,2\n4,A,2\n5,A,2\n"
                               "6,A,2\n7,A,2\n8,A,2\n9,A,2\n10,A,2\nlast,A,4\n";

/* The same answers of a class of this size, and what is said. */
static const struct {
    const char *last;
    size_t students;
    const char *words;
} said[] = {
    {"DCBACABAAA", 100, ""},
    {"AAADACDBBB", 100, "check the key: B drew the best students"},
    {"AAADACDBBB", 1000, "check the key: B drew the best students"},
    {"AAADACDBBB", 10, "check the key: B drew the best students"},
    {"AAADACDBBB", 5, ""},
    {"AADABCDABC", 2, ""},
    {"AAAAAACDB-", 5, ""},
    {"AAAAAAAAAA", 100, "tells nobody apart; nobody took B, C, D"},
    {"AAAAAAAAAA", 40, "tells nobody apart"},
    {"AAAAAAAAAA", 20, ""},
    {"AAAAAAAAAA", 5, ""},
    {"BCDBCDBCDB", 1000, "tells nobody apart"},
    {"DCCACABAAA", 1000, ""},
    {"CCCACABAAA", 1000, "nobody took D"},
    {"CCCACABAAA", 59, ""},
    {"CCCACABAAA", 60, "nobody took D"},
    {"ABCDAADCBA", 1000, "hardly tells the best students from the others"},
    {"ABCDAADCBA", 60, ""},
    {"AAAA------", 100, "check the key: the best students do worse"},
    /* -0.035 is no chance here, and nothing to doubt a key for */
    {"ABABABBABA", 20000, "hardly tells the best students from the others; nobody took C, D"},
};

static void test_typed_keys(void)
{
    for (size_t i = 0; i < sizeof said / sizeof said[0] && !check_state.bad; i++) {
        struct score_class c = {0};
        score_class_csv(&c, key_text, false);
        REQUIRE(c.sheet != NULL);
        fill(&c, said[i].students, said[i].last);
        check_words(&c, said[i].words);
        if (check_state.bad) {
            printf("# case %zu: %s of %zu\n", i, said[i].last, said[i].students);
        }
        score_class_fini(&c);
    }
}

/* Letters that nobody used may name no option; a dropped question is not looked at. */
static void test_unsaid_options(void)
{
    struct score_class c = {0};
    score_class_csv(
        &c, "question,answer\n1,A\n2,A\n3,A\n4,A\n5,A\n6,A\n7,A\n8,A\n9,A\n10,A\nlast,A\n", false);
    REQUIRE(c.sheet != NULL);
    fill(&c, 1000, "CCCACABAAA");
    check_words(&c, "");
    c.key.questions[10].status = KEY_DROPPED;
    check_words(&c, "");
    score_class_fini(&c);
}

/* A gift is none of the plain questions that are added up together, though it keeps its answer. */
static void test_gift_first(void)
{
    struct score_class c = {0};
    score_class_csv(
        &c,
        "question,answer,status\n1,A,all-credit\n2,A,scored\n3,A,scored\n4,A,scored\n"
        "5,A,scored\n6,A,scored\n7,A,scored\n8,A,scored\n9,A,scored\n10,A,scored\n"
        "11,A,scored\n12,A,scored\n13,A,scored\n14,A,scored\n15,A,scored\n16,A,scored\n",
        false);
    REQUIRE(c.sheet != NULL);
    score_class_letters(&c, "all", "AAAAAAAAAAAAAAAA");
    score_class_letters(&c, "gift", "BBBBBBBBBBBBBBBB");
    score_class_letters(&c, "half", "BAAAAAAA-*  BBBB");
    const struct results_options options = score_class_options();
    struct results *results = results_new(c.sheet, &options);
    REQUIRE(results != NULL);
    CHECK_NEAR(results->students[0].points, 16, 0);
    CHECK_NEAR(results->students[1].points, 1, 0);
    CHECK_NEAR(results->students[2].points, 8, 0);
    CHECK_INT(results->students[2].answered, 13);
    CHECK_INT(results->students[2].correct, 7);
    results_free(results);
    score_class_fini(&c);
}

/* Of a bank whose key is proved the wording is doubted, and the sibling's answer is named as such. */
static void test_proved(void)
{
    struct subject *subject = subject_of("ami-lecture");
    struct bank all = {0}, bank = {0};
    struct score_class c = {0};
    REQUIRE(subject != NULL);
    bank_of_pack(subject, 0, 1, &all);
    struct score_key key;
    REQUIRE(key_of_bank(&key, &all, subject, NULL));
    struct score_beliefs *beliefs = score_beliefs_new(&key);
    REQUIRE(beliefs != NULL);
    const size_t today = score_belief_count(beliefs) - 1;
    size_t q = 0;
    while (score_belief_options(beliefs, today, q) == 0) {
        q++;
    }
    const uint32_t fits = score_belief_options(beliefs, today, q);
    static const char *const two[] = {"a", "b", NULL};
    static const char *const ids[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};
    for (size_t i = 0; i < 10; i++) {
        REQUIRE(add_question(&bank, ids[i], ids[i], two, 0) != NULL);
    }
    struct item *item = bank_add(&bank);
    REQUIRE(item != NULL);
    *item = all.items[q];
    score_class_bank(&c, &bank, subject);
    REQUIRE(c.sheet != NULL);
    char last[11] = "..........";
    for (size_t i = 0; i < 10; i++) {
        size_t option = (size_t)__builtin_ctz(fits);
        if (i < 5) { /* the weaker half has the key */
            option = (size_t)__builtin_ctz(c.key.questions[10].right[0]);
        }
        last[i] = (char)('A' + option);
    }
    fill(&c, 50, last);
    char want[100];
    (void)snprintf(want, sizeof want,
                   "read the wording: %c drew the best students, and fits AWS today", last[9]);
    check_words(&c, want);
    score_class_fini(&c);
    score_beliefs_free(beliefs);
    key_fini(&key);
    bank_fini(&bank);
    bank_fini(&all);
    subject_free(subject);
}

static void test_response_words(void)
{
    struct score_class c = {0};
    score_class_csv(&c, "question,answer\nq,A\n", false);
    static const struct {
        struct response response;
        const char *words;
    } cases[] = {{{.kind = RESPONSE_IS_OPTIONS, .options = 5}, "A;C"},
                 {{.kind = RESPONSE_IS_OPTIONS, .options = 1u << 25}, "Z"},
                 {{.kind = RESPONSE_IS_DOUBLE}, "(double)"},
                 {{.kind = RESPONSE_IS_BLANK}, ""},
                 {{.kind = RESPONSE_IS_NONE}, ""},
                 {{.kind = RESPONSE_IS_MARK, .mark = 2.5}, "2.5"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buffer words = {0};
        results_response_words(&words, c.sheet, 0, &cases[i].response);
        CHECK_STR(buffer_text(&words), cases[i].words);
        buffer_fini(&words);
    }
    score_class_fini(&c);
}

/* ---- Sections -------------------------------------------------------------------------------- */

static void add_to_section(struct score_class *c, const char *id, const char *section,
                           const char *letters)
{
    size_t student;
    const struct id_key key = ids_key(id, strlen(id));
    CHECK(sheet_add_student(c->sheet, &key, KEY_NO_PAPER, NULL, section, &student));
    score_class_letters(c, id, letters);
}

static void check_section(const struct section_result *got, const char *section, size_t students,
                          size_t passed, double mean, double sd)
{
    CHECK_STR(got->section, section);
    CHECK_INT(got->students, students);
    CHECK_INT(got->passed, passed);
    CHECK_NEAR(got->mean, mean, 1e-12);
    CHECK_NEAR(got->sd, sd, 1e-12);
}

static void test_sections(void)
{
    const struct results_options options = score_class_options();
    struct score_class c = {0};
    score_class_csv(&c, "question,answer\n1,A\n2,A\n3,A\n", false);
    REQUIRE(c.sheet != NULL);
    struct results *r = results_new(c.sheet, &options);
    REQUIRE(r != NULL);
    CHECK_INT(r->section_count, 0);
    results_free(r);
    add_to_section(&c, "1", "south", "AAA");
    add_to_section(&c, "2", NULL, "ABB");
    add_to_section(&c, "3", "north", "AAB");
    add_to_section(&c, "4", "south", "ABB");
    add_to_section(&c, "5", "south", "AAB");
    r = results_new(c.sheet, &options);
    REQUIRE(r != NULL && r->section_count == 3);
    check_section(&r->sections[0], "north", 1, 0, 2, NAN);
    check_section(&r->sections[1], "south", 3, 1, 2, 1);
    check_section(&r->sections[2], NULL, 1, 0, 1, NAN);
    results_free(r);
    score_class_fini(&c);
}

int main(void)
{
    RUN(test_sections);
    RUN(test_typed_keys);
    RUN(test_unsaid_options);
    RUN(test_proved);
    RUN(test_response_words);
    RUN(test_gift_first);
    return check_end();
}
