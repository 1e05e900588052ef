/* Many questions in a row: what a learner gets to see in the course of a study. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/item/feedback.h"
#include "questions/tutor/session_private.h"
#include "tests/unit/check.h"
#include "tests/unit/desk.h"
#include "tests/unit/random_pack.h"

static void test_no_stem_twice_in_a_round(void)
{
    for (size_t p = 0; p < SUBJECTS; p++) {
        struct subject *s = subject_of(subject_ids[p]);
        REQUIRE(s != NULL);
        for (uint64_t seed = 0; seed < 60 && !check_state.bad; seed++) {
            struct desk desk = {.subject = s};
            desk.session = fake_session(&desk.log, s, seed);
            for (size_t i = 0; i < 3 * SESSION_ROUND; i++) {
                const struct turn *turn = desk_next(&desk);
                REQUIRE(turn != NULL);
                /* Skippers and those who err see the same target often. */
                CHECK(seed % 3 == 0   ? session_skip(desk.session)
                      : seed % 3 == 1 ? session_answer(desk.session, wrong_option(turn->question))
                                      : session_answer(desk.session, turn->question->key));
                size_t count;
                const struct turn *turns = session_turns(desk.session, &count);
                for (size_t j = 0; j + 1 < count; j++) {
                    const struct question *a = turns[j].question, *b = turn->question;
                    const bool same =
                        strcmp(a->story, b->story) == 0 && strcmp(a->ask, b->ask) == 0 &&
                        (a->kind == QUESTION_DECISION || a->statement == b->statement);
                    CHECK(!same);
                    if (same) {
                        printf("# seed %d, question %zu, %s\n", (int)seed, i + 1, b->id);
                    }
                }
            }
            session_free(desk.session);
            fake_log_fini(&desk.log);
        }
        subject_free(s);
    }
}

static void test_the_opening_question(void)
{
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct desk desk;
        desk_open(&desk, seed);
        REQUIRE(desk.session != NULL);
        const struct opening *o = &desk.subject->pack->opening;
        REQUIRE(o->given);
        const struct turn *turn = desk_next(&desk);
        CHECK_INT(turn->question->decision, o->decision);
        CHECK_INT(turn->question->facts, o->facts);
        CHECK_INT(turn->question->telling, o->telling);
        const int64_t id = turn->id;
        desk_again(&desk, seed + 100); /* left at once: it is still open */
        CHECK_INT(desk_next(&desk)->id, id);
        CHECK(desk_answer(&desk, true));
        desk_again(&desk, seed + 200); /* known: never first again */
        turn = desk_next(&desk);
        CHECK(turn->question->decision != o->decision || turn->question->facts != o->facts);
        desk_close(&desk);
    }
}

/* The order of the options of a decision stays the same through a round. */
static void test_one_order_a_round(void)
{
    struct desk desk;
    desk_open(&desk, 16);
    REQUIRE(desk.session != NULL);
    const char *orders[PACK_DECISIONS_MAX][8] = {{NULL}};
    size_t changes = 0;
    for (size_t i = 0; i < 100; i++) {
        const struct turn *turn = desk_next(&desk);
        REQUIRE(turn != NULL);
        const struct question *q = turn->question;
        if (q->kind == QUESTION_DECISION && q->option_count == 4) {
            bool same = orders[q->decision][0] != NULL;
            for (size_t o = 0; o < 4; o++) {
                same = same && orders[q->decision][o] == q->options[o].id;
                orders[q->decision][o] = q->options[o].id;
            }
            changes += !same;
        }
        CHECK(session_answer(desk.session, q->key));
    }
    CHECK(changes > 5);
    CHECK(changes < 40); /* run-there offers four of five, so not always the same four */
    desk_close(&desk);
}

/* Two hundred questions touch every row and misconception of path; a learner who errs sees why. */
static void test_everything_is_asked(void)
{
    for (uint64_t seed = 0; seed < 5; seed++) {
        struct desk desk;
        desk_open(&desk, seed);
        REQUIRE(desk.session != NULL);
        const struct pack *pack = desk.subject->pack;
        const struct decision *path = &pack->decisions[0];
        size_t rows[64] = {0}, shown[PACK_MISCONCEPTIONS_MAX] = {0};
        for (size_t i = 0; i < 200; i++) {
            const struct turn *turn = desk_next(&desk);
            REQUIRE(turn != NULL);
            const struct question *q = turn->question;
            if (q->decision == 0) {
                rows[question_deciding_rule(q) - path->rules]++;
            }
            for (size_t o = 0; o < q->option_count; o++) {
                size_t fitting[PACK_MISCONCEPTIONS_MAX];
                const size_t count = feedback_beliefs(q, o, NULL, fitting);
                for (size_t f = 0; f < count; f++) {
                    shown[fitting[f]]++;
                }
            }
            CHECK(session_answer(desk.session,
                                 seed % 2 == 0 || i % 2 == 0 ? q->key : wrong_option(q)));
        }
        for (size_t r = 0; r < path->rule_count; r++) {
            const bool asked = path->outcomes[path->rules[r].then].ask &&
                               path->rules[r].certainty != CERTAINTY_INFERRED;
            CHECK_INT(rows[r] > 0, asked);
            if (asked != (rows[r] > 0)) {
                printf("# seed %d: row %s asked %zu times\n", (int)seed, path->rules[r].id,
                       rows[r]);
            }
        }
        for (size_t m = 0; m < pack->misconception_count; m++) {
            if (shown[m] == 0) {
                check_fail(__FILE__, __LINE__, pack->misconceptions[m].id);
            }
        }
        desk_close(&desk);
    }
}

/* Somebody who always errs on one row of path sees it again soon, and in the end gets it seldom. */
static void test_errors_come_back(void)
{
    size_t runs = 0, soon = 0;
    for (uint64_t seed = 0; seed < 30; seed++) {
        struct desk desk;
        desk_open(&desk, seed);
        REQUIRE(desk.session != NULL);
        const char *failed = NULL;
        size_t since = 0;
        for (size_t i = 0; i < 120; i++) {
            const struct turn *turn = desk_next(&desk);
            REQUIRE(turn != NULL);
            const struct question *q = turn->question;
            const bool path = q->decision == 0;
            const bool again = failed != NULL && strcmp(question_rule(q), failed) == 0;
            since++;
            if (failed != NULL && (again || since > 12)) {
                runs++;
                soon += again;
                failed = NULL;
            }
            const bool err = failed == NULL && path && !again && i % 3 == 0;
            if (err) {
                failed = question_rule(q);
                since = 0;
            }
            CHECK(session_answer(desk.session, err ? wrong_option(q) : q->key));
        }
        desk_close(&desk);
    }
    CHECK(runs > 100);
    printf("# %zu of %zu errors came back within 12 questions\n", soon, runs);
    CHECK((double)soon >= 0.85 * (double)runs);
}

/* The option that a misconception leads to; the key where it leads to none. */
static uint32_t option_by(const struct question *q, size_t misconception)
{
    const struct subject *s = q->subject;
    if (q->decision != s->pack->misconceptions[misconception].decision) {
        return q->key;
    }
    for (size_t i = 0; i < q->option_count; i++) {
        if (q->options[i].outcome == table_outcome(s->beliefs[misconception], q->facts)) {
            return (uint32_t)1 << i;
        }
    }
    return q->key;
}

/* Three hundred right answers, then a misconception: ten errors are enough to name it. */
static void lapse(size_t misconception)
{
    struct desk desk;
    desk_open(&desk, misconception);
    REQUIRE(desk.session != NULL);
    const size_t decision = desk.subject->pack->misconceptions[misconception].decision;
    for (int i = 0; i < 300; i++) {
        CHECK(desk_answer(&desk, true));
    }
    for (int errors = 0, i = 0; errors < 10 && i < 2000; i++) {
        const struct turn *turn = desk_next(&desk);
        REQUIRE(turn != NULL);
        CHECK(session_answer(desk.session, option_by(turn->question, misconception)));
        errors += !turn->correct;
    }
    const struct belief *belief = session_belief(desk.session, decision);
    for (size_t i = 0; i < belief->count; i++) {
        if (belief->hypotheses[i].misconception == misconception) {
            CHECK(belief->hypotheses[i].probability > 0.9);
            CHECK_NEAR(session_weights(desk.session)[misconception],
                       belief->hypotheses[i].probability, 0);
        }
    }
    if (check_state.bad) {
        printf("# %s\n", desk.subject->pack->misconceptions[misconception].id);
    }
    desk_close(&desk);
}

static void test_a_late_lapse_is_named(void)
{
    struct subject *s = subject_of("ami-lecture");
    REQUIRE(s != NULL);
    for (size_t m = 0; m < s->pack->misconception_count && !check_state.bad; m++) {
        lapse(m);
    }
    subject_free(s);
}

/* Forty answers later an old error is forgotten: those before make no difference. */
static void test_old_answers_do_not_count(void)
{
    struct desk desk;
    desk_open(&desk, 30);
    REQUIRE(desk.session != NULL);
    uint64_t chance = 30;
    for (int i = 0; i < 1000; i++) {
        CHECK(desk_answer(&desk, random_below(&chance, 3) > 0));
    }
    struct session *s = desk.session;
    for (size_t d = 0; d < desk.subject->pack->decision_count; d++) {
        struct belief latest;
        size_t first = s->past_count, count = 0;
        REQUIRE(belief_init(&latest, desk.subject, d, NULL));
        while (first > 0 && count < 40) {
            count += s->past[--first].decision == d;
        }
        CHECK_INT(count, 40);
        for (size_t i = first; i < s->past_count; i++) {
            const struct answer *a = &s->past[i];
            if (a->decision == d) {
                belief_update(&latest, a->facts, a->outcomes, a->count, a->chosen);
            }
        }
        for (size_t i = 0; i < latest.count; i++) {
            CHECK_NEAR(session_belief(s, d)->hypotheses[i].probability,
                       latest.hypotheses[i].probability, 0);
        }
        belief_fini(&latest);
    }
    desk_close(&desk);
}

static void check_same_knowledge(const struct session *a, const struct session *b)
{
    const struct pack *pack = a->options.subject->pack;
    CHECK_INT(a->targets.count, b->targets.count);
    for (size_t i = 0; i < a->targets.count; i++) {
        const struct target *t = &a->targets.items[i], *u = &b->targets.items[i];
        CHECK(t->kind == u->kind && t->decision == u->decision && t->index == u->index);
        CHECK_INT(t->asked, u->asked);
        CHECK_INT(t->streak, u->streak);
        CHECK_INT(t->last_wrong, u->last_wrong);
        CHECK_INT(t->last_asked, u->last_asked);
    }
    for (size_t d = 0; d < pack->decision_count; d++) {
        for (size_t i = 0; i < a->beliefs[d].count; i++) {
            CHECK_NEAR(a->beliefs[d].hypotheses[i].probability,
                       b->beliefs[d].hypotheses[i].probability, 0);
        }
    }
    for (size_t m = 0; m < pack->misconception_count; m++) {
        CHECK_NEAR(a->weights[m], b->weights[m], 0);
    }
    CHECK_INT(session_totals(a).answered, session_totals(b).answered);
    CHECK_INT(session_totals(a).right, session_totals(b).right);
}

/* What is worked out answer by answer is what a start works out from all records at once. */
static void test_in_place_equals_rebuilt(void)
{
    struct desk desk;
    uint64_t chance = 31;
    desk_open(&desk, 31);
    REQUIRE(desk.session != NULL);
    for (size_t i = 0; i < 300 && !check_state.bad; i++) {
        const struct turn *turn = desk_next(&desk);
        REQUIRE(turn != NULL);
        const size_t option = random_below(&chance, turn->question->option_count);
        CHECK(random_below(&chance, 20) == 0 ? session_skip(desk.session)
                                             : session_answer(desk.session, (uint32_t)1 << option));
        if (random_below(&chance, 15) == 0) {
            CHECK(session_undo(desk.session));
        }
        struct session *rebuilt = fake_session(&desk.log, desk.subject, 1);
        REQUIRE(rebuilt != NULL);
        session_rebuild(rebuilt);
        check_same_knowledge(desk.session, rebuilt);
        session_free(rebuilt);
    }
    desk_close(&desk);
}

static const char silent_pack[] =
    "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"silent\",\"title\":\"Silent\","
    "\"facts\":[{\"id\":\"wet\",\"label\":\"wet\",\"yes\":[\"it is wet\"],\"no\":[\"it is dry\"]}],"
    "\"decisions\":[{\"id\":\"go\",\"ask\":\"Go out?\",\"hit\":\"first\","
    "\"outcomes\":[{\"id\":\"no\",\"label\":\"No\",\"ask\":false}],"
    "\"rules\":[{\"id\":\"never\",\"when\":{},\"then\":\"no\",\"because\":\"No.\"}]}]}";

/* A pack without anything to ask is said to be just that. */
static void test_nothing_to_ask(void)
{
    struct subject *s = subject_of_text(silent_pack);
    struct fake_log log = {0};
    REQUIRE(s != NULL);
    const struct session_options options = {
        .subject = s, .round = 1, .clock = fake_clock(&log), .log = fake_session_log(&log)};
    bool empty = false;
    CHECK(session_start(&options, &empty) == NULL);
    CHECK(empty);
    CHECK(session_new(&options) == NULL);
    subject_free(s);
    fake_log_fini(&log);
}

int main(void)
{
    RUN(test_no_stem_twice_in_a_round);
    RUN(test_the_opening_question);
    RUN(test_one_order_a_round);
    RUN(test_everything_is_asked);
    RUN(test_errors_come_back);
    RUN(test_a_late_lapse_is_named);
    RUN(test_old_answers_do_not_count);
    RUN(test_in_place_equals_rebuilt);
    RUN(test_nothing_to_ask);
    return check_end();
}
