/* What summary and page say of beliefs: which one is worth a word in class, and when none is. */
#include "questions/score/summary.h"

#include <math.h>

#include "questions/score/beliefs.h"
#include "tests/unit/check.h"
#include "tests/unit/items_bank.h"
#include "tests/unit/score_class.h"
#include "tests/unit/subjects.h"

/* A class of `asked`, of which `held` hold a belief that guessers would seem to hold at `guesser`. */
static struct belief_result belief_of(uint64_t held, uint64_t asked, double guesser)
{
    return (struct belief_result){.held = held, .none = asked - held, .guesser = guesser};
}

static void test_clear(void)
{
    static const struct {
        uint64_t held, asked;
        double guesser;
        bool clear;
    } cases[] = {
        {0, 0, NAN, false},          /* nobody had enough chances */
        {0, 40, 0, false},           /* nobody holds it */
        {3, 40, NAN, false},         /* nothing is known of guessers */
        {10, 40, 0.25, false},       /* just as guessers would */
        {12, 40, 0.25, false},       /* more, but not surely */
        {16, 40, 0.25, true},        /* Wilson, two standard errors: 26.1 to 55.7 % */
        {15, 40, 0.25, false},       /* 24.0 to 53.3 % */
        {2, 5, 0.04, true},          /* few, but 11.5 % at least */
        {1, 5, 0.04, false},         /* 3.5 % at least */
        {5900, 100000, 0.05, false}, /* surely more, but not worth a word */
        {6100, 100000, 0.05, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct belief_result r = belief_of(cases[i].held, cases[i].asked, cases[i].guesser);
        CHECK_INT(summary_belief_clear(&r), cases[i].clear);
    }
}

static void test_first(void)
{
    struct subject *subject = subject_of("ami-lecture");
    struct bank bank = {0};
    struct score_class c;
    bank_of_pack(subject, 0, 7, &bank);
    score_class_bank(&c, &bank, subject);
    (void)score_class_student(&c, "s1", KEY_NO_PAPER);
    const struct results_options options = score_class_options();
    struct results *r = results_new(c.sheet, &options);
    REQUIRE(r != NULL);
    const size_t count = score_belief_count(r->beliefs);
    REQUIRE(count > 4);
    REQUIRE(score_belief(r->beliefs, count - 1)->other_edition);
    for (size_t i = 0; i < count; i++) {
        r->belief_results[i] = belief_of(10, 40, 0.25);
    }
    CHECK_INT(summary_first_belief(r), SIZE_MAX);   /* none is clear: nothing to say */
    r->belief_results[0] = belief_of(14, 40, 0.25); /* held by most, at the guesser's rate */
    r->belief_results[2] = belief_of(9, 40, 0.01);
    CHECK_INT(summary_first_belief(r), 2);
    r->belief_results[1] = belief_of(18, 40, 0.25); /* clear, but by less */
    CHECK_INT(summary_first_belief(r), 2);
    r->belief_results[3] = belief_of(9, 40, 0.01); /* equal: the first */
    CHECK_INT(summary_first_belief(r), 2);
    r->belief_results[count - 1] = belief_of(40, 40, 0.01); /* no mistake in substance */
    CHECK_INT(summary_first_belief(r), 2);
    results_free(r);
    score_class_fini(&c);
    bank_fini(&bank);
    subject_free(subject);
}

int main(void)
{
    RUN(test_clear);
    RUN(test_first);
    return check_end();
}
