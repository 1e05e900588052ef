/* Every allocation of keys, scores and figures fails in turn: no crash, no leak, and a failure that is said. */
#include "questions/score/alike.h"
#include "questions/score/rekey.h"
#include "questions/score/results.h"
#include "questions/score/sheet_private.h"
#include "questions/text/buffer.h"
#include "tests/fault/arena_pieces.h"
#include "tests/fault/fail_each.h"
#include "tests/unit/items_bank.h"
#include "tests/unit/score_class.h"
#include "tests/unit/subjects.h"

/* ---- Keys ------------------------------------------------------------------------------------ */

static bool read_key(const void *text)
{
    const struct source_text source = {"key.csv", text, strlen(text), 1};
    struct score_key key;
    struct diags diags = {0};
    const bool good = key_of_csv(&key, &source, false, &diags);
    CHECK(good == (diags.errors == 0));
    CHECK(!good || key_question(&key, "q2", 2) == 1);
    key_fini(&key);
    diags_fini(&diags);
    return good;
}

static void test_csv(void)
{
    REQUIRE_FAILING_MEMORY();
    fail_each(read_key, "question,answer,points\nq1,A|BC,2\nq2,B,\nq3,C,0.5\n", true);
    fail_each(read_key, "question,answer,form,position\nq1,A,X,1\nq2,B,X,2\nq1,C,Y,2\nq2,A,Y,1\n",
              true);
}

/* A key with faults is refused whatever fails. */
static bool read_faulty(const void *text)
{
    const struct source_text source = {"key.csv", text, strlen(text), 1};
    struct score_key key;
    struct diags diags = {0};
    const bool good = key_of_csv(&key, &source, false, &diags);
    CHECK(!good && diags.errors > 0);
    const bool whole = diags.count == 6 && !diags.truncated;
    key_fini(&key);
    diags_fini(&diags);
    return whole;
}

static void test_faulty(void)
{
    REQUIRE_FAILING_MEMORY();
    fail_each(read_faulty, "question,answer,form,position\nq1,A,X,1\nq1,BC,X,1\nq2,A,X,4\n", true);
}

/* ---- Figures --------------------------------------------------------------------------------- */

struct what {
    const struct score_class *class;
    const struct results *whole;
    struct results_options options;
};

static bool score(const void *context)
{
    const struct what *what = context;
    struct results *r = results_new(what->class->sheet, &what->options);
    if (r != NULL) {
        const size_t questions = what->class->key.question_count;
        CHECK(memcmp(r->items, what->whole->items, questions * sizeof *r->items) == 0);
        CHECK(memcmp(&r->all, &what->whole->all, sizeof r->all) == 0);
    }
    results_free(r);
    return r != NULL;
}

static bool rekey(const void *context)
{
    const struct what *what = context;
    size_t unknown = 0;
    struct sheet *sheet = rekey_sheet(what->class->sheet, &what->class->key, &unknown);
    sheet_free(sheet);
    return sheet != NULL;
}

static bool make_key(const void *context)
{
    const struct what *what = context;
    struct score_key key;
    const bool good = key_of_bank(&key, what->class->key.bank, what->class->key.subject, NULL);
    key_fini(&key);
    return good;
}

static bool find_alike(const void *context)
{
    const struct scored *scored = context;
    struct alike_pair pairs[4];
    struct buffer words = {0};
    size_t count = 0;
    bool good = alike_students(scored->results->sheet, pairs, 4, &count);
    CHECK(!good || count == 2);
    for (size_t i = 0; good && i < count; i++) {
        alike_words(&words, scored, &pairs[i]);
    }
    good = good && !words.failed;
    buffer_fini(&words);
    return good;
}

static void fill(struct score_class *c, size_t students)
{
    for (size_t s = 0; s < students; s++) {
        char id[24];
        (void)snprintf(id, sizeof id, "%zu", s);
        const size_t student = score_class_student(c, id, KEY_NO_PAPER);
        for (size_t q = 0; q < c->key.question_count; q++) {
            const struct response r = {.kind = RESPONSE_IS_OPTIONS,
                                       .options = 1 + (uint32_t)((s * 7 + q * 3) % 15)};
            score_class_answer(c, student, q, &r);
        }
    }
}

static void test_figures(void)
{
    REQUIRE_FAILING_MEMORY();
    struct subject *subject = subject_of("ami-lecture");
    struct bank bank = {0};
    struct score_class c = {0};
    REQUIRE(subject != NULL);
    bank_of_pack(subject, 0, 97, &bank);
    score_class_bank(&c, &bank, subject);
    REQUIRE(c.sheet != NULL);
    fill(&c, 12);
    struct what what = {.class = &c, .options = score_class_options()};
    what.options.credit.scheme = CREDIT_COVERAGE;
    struct results *whole = results_new(c.sheet, &what.options);
    REQUIRE(whole != NULL);
    what.whole = whole;
    fail_each(score, &what, true); /* sorting does with less memory, too */
    fail_each(rekey, &what, false);
    fail_each(make_key, &what, true);
    (void)score_class_student(&c, "07", KEY_NO_PAPER);
    (void)score_class_student(&c, "\xef\xbc\x98", KEY_NO_PAPER); /* a full-width 8 */
    fail_each(find_alike, &(struct scored){.results = &(struct results){.sheet = c.sheet}}, true);
    results_free(whole);
    score_class_fini(&c);
    bank_fini(&bank);
    subject_free(subject);
}

int main(void)
{
    RUN(test_csv);
    RUN(test_faulty);
    RUN(test_figures);
    return check_end();
}
