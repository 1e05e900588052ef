/* Sessions with a clock and a log of our own: every step kept first, nothing lost, nothing doubled. */
#include "questions/tutor/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/check.h"
#include "tests/unit/desk.h"
#include "tests/unit/random_pack.h"

static const struct event *last_event(const struct desk *desk)
{
    return &desk->log.events[desk->log.event_count - 1].event;
}

static void test_every_step_is_kept_first(void)
{
    struct desk desk;
    desk_open(&desk, 1);
    REQUIRE(desk.session != NULL);
    char digest[SHA256_HEX_SIZE];
    subject_digest(desk.subject, digest);
    for (size_t i = 0; i < 25; i++) {
        const struct turn *turn = desk_next(&desk);
        REQUIRE(turn != NULL);
        CHECK_INT(desk.log.asked_count, i + 1);
        const struct asked *asked = &desk.log.asked[i].asked;
        CHECK_STR(asked->question, turn->question->id);
        CHECK_STR(asked->rule, question_rule(turn->question));
        CHECK_STR(asked->digest, digest);
        CHECK_STR(asked->pack, "ami-lecture");
        CHECK_STR(asked->kind, question_kind_name(turn->question));
        CHECK_INT(asked->position, i % SESSION_ROUND + 1);
        CHECK_INT(asked->round, i / SESSION_ROUND + 1);
        CHECK_INT(turn->id, i + 1);
        CHECK(session_next(desk.session) == turn); /* asking again asks nothing new */
        CHECK_INT(desk.log.asked_count, i + 1);
        CHECK(session_answer(desk.session,
                             i % 3 != 0 ? turn->question->key : wrong_option(turn->question)));
        CHECK_INT(desk.log.event_count, i + 1);
        CHECK_INT(last_event(&desk)->asked, turn->id);
        CHECK_INT(last_event(&desk)->what, HAPPENED_ANSWER);
        CHECK_INT(last_event(&desk)->correct, i % 3 != 0);
        CHECK(session_judged(desk.session) == turn);
    }
    const struct session_totals totals = session_totals(desk.session);
    CHECK_INT(totals.answered, 25);
    CHECK_INT(totals.right, 16);
    CHECK_INT(totals.round_answered, 5);
    desk_close(&desk);
}

/* The chosen option is kept by its id, and the time from seeing the question to answering it. */
static void test_what_an_answer_says(void)
{
    struct desk desk;
    desk_open(&desk, 2);
    REQUIRE(desk.session != NULL);
    const struct turn *turn = desk_next(&desk);
    (void)session_next(desk.session); /* shown again: the time goes on */
    CHECK(session_answer(desk.session, 2));
    CHECK_STR(last_event(&desk)->chosen, turn->question->options[1].id);
    CHECK_INT(last_event(&desk)->milliseconds, 1000);
    CHECK(strstr(desk.log.asked[0].asked.options, turn->question->options[1].id) != NULL);
    desk_close(&desk);
}

/* Every call of the log fails in turn. */
static void fail_at(size_t n, bool *reached)
{
    struct desk desk;
    desk_open(&desk, 3);
    REQUIRE(desk.session != NULL);
    desk.log.fail_at = n;
    for (size_t i = 0; i < 14 && !session_failed(desk.session); i++) {
        const struct turn *turn = session_next(desk.session);
        if (turn == NULL && !session_failed(desk.session)) {
            session_next_round(desk.session);
            continue;
        }
        const struct turn *before = session_judged(desk.session);
        const size_t events = desk.log.event_count;
        if (turn == NULL) {
            break;
        }
        const bool done = i % 5 == 3   ? session_skip(desk.session)
                          : i % 5 == 4 ? session_mark(desk.session) &&
                                             session_answer(desk.session, turn->question->key)
                                       : session_answer(desk.session, turn->question->key);
        CHECK_INT(done, !session_failed(desk.session));
        if (!done) {
            CHECK(!turn->answered && !turn->skipped);
            CHECK(session_judged(desk.session) == before); /* no verdict */
            CHECK(desk.log.event_count <= events + 1);
        } else if (i % 5 == 1) {
            const bool undone = session_undo(desk.session);
            CHECK_INT(undone, !session_failed(desk.session));
            CHECK_INT(turn->answered, session_failed(desk.session)); /* the answer stands then */
        }
    }
    *reached = desk.log.calls >= n;
    CHECK_INT(session_failed(desk.session), *reached);
    if (*reached) {
        const size_t calls = desk.log.calls;
        CHECK(session_next(desk.session) == NULL);
        CHECK(!session_answer(desk.session, 1) && !session_skip(desk.session));
        CHECK(!session_mark(desk.session) && !session_undo(desk.session));
        CHECK_INT(desk.log.calls, calls); /* nothing more is tried */
    }
    desk_close(&desk);
}

static void test_a_log_that_fails(void)
{
    bool reached = true;
    size_t n = 1;
    for (; reached && n < 200; n++) {
        fail_at(n, &reached);
    }
    CHECK(n > 20);
}

static void test_undo(void)
{
    struct desk desk;
    desk_open(&desk, 4);
    REQUIRE(desk.session != NULL);
    CHECK(!session_undo(desk.session)); /* nothing yet */
    const struct turn *first = desk_next(&desk);
    CHECK(!session_undo(desk.session));
    CHECK(desk_answer(&desk, false));
    CHECK(session_undo(desk.session)); /* at the verdict */
    CHECK(desk_next(&desk) == first && !first->answered && !first->correct && first->chosen == 0);
    CHECK_INT(session_totals(desk.session).answered, 0);
    CHECK(session_judged(desk.session) == NULL);
    CHECK(desk_answer(&desk, true));
    const struct turn *second = desk_next(&desk);
    CHECK(second != first);
    CHECK(session_undo(desk.session)); /* at the next question: the one before */
    CHECK(desk_next(&desk) == first);
    CHECK(desk_answer(&desk, true));
    CHECK(desk_next(&desk) == second); /* which was open meanwhile */
    CHECK(desk_answer(&desk, true));
    CHECK(session_undo(desk.session) && session_undo(desk.session)); /* twice */
    CHECK_INT(session_totals(desk.session).answered, 0);
    CHECK(!session_undo(desk.session));
    CHECK(desk_next(&desk) == first);
    CHECK(session_skip(desk.session));
    CHECK(desk_next(&desk) == second);
    CHECK(session_undo(desk.session)); /* a skip */
    CHECK(desk_next(&desk) == first && !first->skipped);
    CHECK_INT(desk.log.asked_count, 2);
    desk_close(&desk);
}

static void test_undo_from_the_summary(void)
{
    struct desk desk;
    desk_open(&desk, 5);
    REQUIRE(desk.session != NULL);
    for (size_t i = 0; i < SESSION_ROUND; i++) {
        CHECK(desk_answer(&desk, i % 2 == 0));
    }
    CHECK(session_next(desk.session) == NULL && !session_failed(desk.session));
    CHECK_INT(session_totals(desk.session).round_answered, 10);
    CHECK_INT(session_totals(desk.session).round_right, 5);
    CHECK(session_undo(desk.session));
    const struct turn *turn = session_next(desk.session);
    REQUIRE(turn != NULL);
    CHECK_INT(turn->position, 10);
    CHECK(session_answer(desk.session, turn->question->key));
    CHECK(session_next(desk.session) == NULL);
    CHECK_INT(session_totals(desk.session).round_right, 6);
    size_t count;
    (void)session_turns(desk.session, &count);
    CHECK_INT(count, 10);
    session_next_round(desk.session);
    CHECK_INT(session_totals(desk.session).round_answered, 0);
    CHECK_INT(session_totals(desk.session).answered, 10);
    desk_close(&desk);
}

/* The last answer of a round can be taken back when the next round has begun, too. */
static void test_undo_over_the_end_of_a_round(void)
{
    for (int answers = 0; answers < 3; answers++) {
        struct desk desk;
        desk_open(&desk, 5);
        REQUIRE(desk.session != NULL);
        for (size_t i = 0; i < SESSION_ROUND; i++) {
            CHECK(desk_answer(&desk, true));
        }
        (void)session_next(desk.session);
        session_next_round(desk.session);
        for (int i = 0; i < answers; i++) {
            CHECK(desk_answer(&desk, true));
        }
        CHECK_INT(desk_next(&desk)->position, answers + 1);
        for (int i = 0; i <= answers; i++) {
            CHECK(session_undo(desk.session));
        }
        CHECK(!session_undo(desk.session)); /* of the round before only the last */
        CHECK_INT(session_totals(desk.session).answered, 9);
        CHECK_INT(desk_next(&desk)->id, 10);
        CHECK_INT(desk_next(&desk)->position, 10);
        CHECK(desk_answer(&desk, false));
        for (int i = 0; i < 2 * SESSION_ROUND; i++) {
            const struct turn *turn = desk_next(&desk);
            REQUIRE(turn != NULL);
            CHECK_INT(turn->id, i + 11);
            CHECK_INT(turn->position, i % SESSION_ROUND + 1);
            CHECK(session_answer(desk.session, turn->question->key));
            CHECK_INT(session_totals(desk.session).round_answered, i % SESSION_ROUND + 1);
            CHECK_INT(session_totals(desk.session).answered, 11 + i);
            CHECK_INT(session_totals(desk.session).right, 10 + i);
        }
        desk_close(&desk);
    }
}

/* Taken back over the end of a round and then left: it is still the first to be offered. */
static void test_undo_over_the_end_of_a_round_and_leave(void)
{
    for (int answers = 0; answers < 4; answers++) {
        struct desk desk;
        desk_open(&desk, 5);
        REQUIRE(desk.session != NULL);
        for (int i = 0; i < SESSION_ROUND + answers; i++) {
            CHECK(desk_answer(&desk, true));
        }
        const int64_t last = desk_next(&desk)->id; /* the new round has begun */
        for (int i = 0; i <= answers; i++) {
            CHECK(session_undo(desk.session));
        }
        for (int again = 0; again < 2; again++) {
            desk_again(&desk, 6);
            CHECK_INT(desk_next(&desk)->id, SESSION_ROUND);
            CHECK_INT(desk_next(&desk)->position, SESSION_ROUND);
            CHECK(desk_next(&desk)->resumed);
            CHECK_INT(session_totals(desk.session).answered, 9);
            CHECK_INT(session_totals(desk.session).round_answered, 0);
        }
        CHECK(desk_answer(&desk, false));
        for (int i = 0; i < 2 * SESSION_ROUND; i++) {
            const struct turn *turn = desk_next(&desk);
            REQUIRE(turn != NULL);
            CHECK_INT(turn->id, SESSION_ROUND + 1 + i);
            CHECK_INT(turn->resumed, turn->id <= last);
            CHECK_INT(turn->position, i % SESSION_ROUND + 1);
            CHECK_INT(desk.log.asked[turn->id - 1].asked.round, i / SESSION_ROUND + 2);
            CHECK(session_answer(desk.session, turn->question->key));
            CHECK_INT(session_totals(desk.session).round_answered, i % SESSION_ROUND + 1);
            CHECK_INT(session_totals(desk.session).answered, SESSION_ROUND + 1 + i);
        }
        desk_close(&desk);
    }
}

/* Answer (or skip) one question in one of two drills on the same log. */
static void one_of_two(struct fake_log *log, struct session *session, uint64_t *chance)
{
    const struct turn *turn = session_next(session);
    if (turn == NULL) {
        session_next_round(session);
        turn = session_next(session);
    }
    REQUIRE(turn != NULL && turn->id <= (int64_t)log->asked_count);
    CHECK(random_below(chance, 8) == 0 ? session_skip(session)
                                       : session_answer(session, turn->question->key));
}

/* Two drills at once have the same rounds: whoever comes next never counts more than was asked. */
static void test_two_drills_at_once(void)
{
    uint64_t chance = 21;
    size_t busy = 0;
    for (int run = 0; run < 60; run++) {
        struct desk desk;
        desk_open(&desk, 1);
        REQUIRE(desk.session != NULL);
        struct session *other = fake_session(&desk.log, desk.subject, 2);
        REQUIRE(other != NULL);
        for (size_t steps = random_below(&chance, 30); steps > 0; steps--) {
            one_of_two(&desk.log, random_below(&chance, 2) == 0 ? desk.session : other, &chance);
        }
        session_free(other);
        desk_again(&desk, 3);
        for (int i = 0; i < 2 * SESSION_ROUND; i++) {
            const struct turn *turn = desk_next(&desk);
            REQUIRE(turn != NULL);
            struct session_totals totals = session_totals(desk.session);
            CHECK(totals.round_answered + totals.round_skipped < turn->position);
            CHECK(session_answer(desk.session, turn->question->key));
            totals = session_totals(desk.session);
            CHECK(totals.round_answered + totals.round_skipped <= SESSION_ROUND);
            CHECK(totals.round_right <= totals.round_answered);
            busy += totals.round_answered == SESSION_ROUND;
        }
        desk_close(&desk);
    }
    CHECK(busy >= 60); /* whole rounds are seen, too */
}

/* An answer that was judged is neither answered nor skipped a second time. */
static void test_only_the_open_question_is_answered(void)
{
    struct desk desk;
    desk_open(&desk, 6);
    REQUIRE(desk.session != NULL);
    CHECK(!session_answer(desk.session, 1) && !session_skip(desk.session));
    const struct turn *turn = desk_next(&desk);
    CHECK(session_answer(desk.session, turn->question->key));
    CHECK(!session_answer(desk.session, turn->question->key));
    CHECK(!session_skip(desk.session));
    CHECK_INT(desk.log.event_count, 1);
    CHECK(turn->answered && !turn->skipped && !session_failed(desk.session));
    CHECK_INT(session_totals(desk.session).answered, 1);
    (void)desk_next(&desk);
    CHECK(session_skip(desk.session));
    CHECK(!session_skip(desk.session) && !session_answer(desk.session, 1));
    CHECK_INT(desk.log.event_count, 2);
    desk_close(&desk);
}

static void test_marks(void)
{
    struct desk desk;
    desk_open(&desk, 7);
    REQUIRE(desk.session != NULL);
    CHECK(!session_mark(desk.session)); /* nothing to mark yet */
    const struct turn *turn = desk_next(&desk);
    CHECK(session_mark(desk.session) && turn->marked);
    CHECK_INT(last_event(&desk)->what, HAPPENED_MARK);
    CHECK(session_mark(desk.session) && !turn->marked);
    CHECK_INT(last_event(&desk)->what, HAPPENED_UNMARK);
    CHECK(desk_answer(&desk, true));
    CHECK(session_mark(desk.session) && turn->marked); /* at the verdict: the one judged */
    CHECK(turn->answered);
    for (size_t i = 1; i < SESSION_ROUND; i++) {
        CHECK(desk_answer(&desk, true));
    }
    CHECK(session_next(desk.session) == NULL);
    CHECK(session_mark(desk.session)); /* at the summary: the last one */
    CHECK_INT(last_event(&desk)->asked, 10);
    desk_close(&desk);
}

static void check_same(const struct question *q, const struct question *was)
{
    CHECK(q != was);
    CHECK_STR(q->id, was->id);
    CHECK_STR(q->story, was->story);
    CHECK_STR(q->ask, was->ask);
    CHECK_INT(q->option_count, was->option_count);
    CHECK_INT(q->key, was->key);
    for (size_t i = 0; i < q->option_count; i++) {
        CHECK_STR(q->options[i].id, was->options[i].id);
        CHECK_STR(q->options[i].text, was->options[i].text);
    }
}

/* Whatever question was left open comes back as it was, in its place, and is asked no second time. */
static void test_an_open_question_comes_back(void)
{
    struct desk desk;
    desk_open(&desk, 8);
    REQUIRE(desk.session != NULL);
    for (size_t i = 0; i < 60; i++) {
        const struct turn *left = desk_next(&desk);
        const size_t position = left->position;
        const int64_t id = left->id, round = desk.log.asked[i].asked.round;
        if (i % 7 == 0) {
            CHECK(session_mark(desk.session));
        }
        struct session *before = desk.session;
        desk.session = fake_session(&desk.log, desk.subject, 1000 + i);
        REQUIRE(desk.session != NULL);
        const struct turn *turn = desk_next(&desk);
        REQUIRE(turn != NULL);
        check_same(turn->question, left->question);
        CHECK(turn->resumed && turn->left_at > 0 - 1);
        CHECK_INT(turn->id, id);
        CHECK_INT(turn->position, position);
        CHECK_INT(turn->marked, i % 7 == 0);
        CHECK_INT(desk.log.asked_count, i + 1);
        CHECK_INT(desk.log.asked[i].asked.round, round);
        session_free(before);
        CHECK(desk_answer(&desk, i % 4 != 0));
        CHECK_INT(session_totals(desk.session).answered, i + 1);
        CHECK_INT(session_totals(desk.session).round_answered, position);
        if (check_state.bad) {
            printf("# at question %zu\n", i + 1);
            break;
        }
    }
    desk_close(&desk);
}

/* Two questions are open after two undos: both come back, the earlier one first. */
static void test_several_open_questions_come_back(void)
{
    struct desk desk;
    desk_open(&desk, 9);
    REQUIRE(desk.session != NULL);
    for (size_t i = 0; i < 4; i++) {
        CHECK(desk_answer(&desk, true));
    }
    (void)desk_next(&desk);
    CHECK(session_undo(desk.session) && session_undo(desk.session)); /* 3, 4 and 5 are open */
    for (int again = 0; again < 2; again++) {
        desk_again(&desk, 10);
        for (size_t i = 3; i <= 5; i++) {
            const struct turn *turn = desk_next(&desk);
            REQUIRE(turn != NULL);
            CHECK_INT(turn->id, i);
            CHECK_INT(turn->position, i);
            CHECK(turn->resumed);
            CHECK(session_answer(desk.session, turn->question->key));
        }
        CHECK_INT(desk_next(&desk)->position, 6);
        CHECK_INT(desk.log.asked_count, 6);
        CHECK_INT(session_totals(desk.session).answered, 5);
        CHECK_INT(session_totals(desk.session).round_answered, 5);
        while (session_undo(desk.session)) {
        }
        CHECK_INT(session_totals(desk.session).answered, 2);
    }
    desk_close(&desk);
}

/* A round goes on where it was left; a full one is followed by a fresh one. */
static void test_rounds_over_sessions(void)
{
    struct desk desk;
    desk_open(&desk, 11);
    REQUIRE(desk.session != NULL);
    for (size_t i = 0; i < 37; i++) {
        const struct turn *turn = desk_next(&desk);
        REQUIRE(turn != NULL);
        CHECK_INT(turn->position, i % SESSION_ROUND + 1);
        CHECK_INT(desk.log.asked[i].asked.round, i / SESSION_ROUND + 1);
        CHECK(i % 5 == 0 ? session_skip(desk.session)
                         : session_answer(desk.session, turn->question->key));
        if (i % 3 == 0) {
            desk_again(&desk, i);
        }
    }
    CHECK_INT(session_totals(desk.session).round_answered, 5);
    CHECK_INT(session_totals(desk.session).round_skipped, 2);
    CHECK_INT(session_totals(desk.session).answered, 29);
    desk_close(&desk);
}

/* Leaving and coming back changes nothing of what is known about a learner. */
static void test_a_thousand_records(void)
{
    struct desk desk;
    uint64_t chance = 12;
    desk_open(&desk, 12);
    REQUIRE(desk.session != NULL);
    for (size_t i = 0; i < 1000 && !check_state.bad; i++) {
        const struct turn *turn = desk_next(&desk);
        REQUIRE(turn != NULL);
        CHECK(i % 17 == 0
                  ? session_skip(desk.session)
                  : session_answer(desk.session, (uint32_t)1 << random_below(
                                                     &chance, turn->question->option_count)));
        if (i % 23 == 5) {
            CHECK(session_undo(desk.session));
            i--;
            CHECK(desk_next(&desk) == turn);
            CHECK(session_answer(desk.session, turn->question->key));
            i++;
        }
    }
    struct session *before = desk.session;
    desk.session = fake_session(&desk.log, desk.subject, 1);
    REQUIRE(desk.session != NULL);
    (void)session_next(desk.session);
    CHECK_INT(session_totals(desk.session).answered, session_totals(before).answered);
    CHECK_INT(session_totals(desk.session).right, session_totals(before).right);
    CHECK_INT(session_doubt(desk.session).misconception, session_doubt(before).misconception);
    CHECK_INT(session_doubt(desk.session).fits, session_doubt(before).fits);
    for (size_t d = 0; d < desk.subject->pack->decision_count; d++) {
        const struct belief *a = session_belief(desk.session, d), *b = session_belief(before, d);
        for (size_t i = 0; i < a->count; i++) {
            CHECK_NEAR(a->hypotheses[i].probability, b->hypotheses[i].probability, 0);
        }
    }
    session_free(before);
    desk_close(&desk);
}

/* Records of another time: ids that the pack no longer has, and texts that nobody wrote. */
#define GONE 12 /* ways in which a record may not fit a pack that was changed */

/* A session after eight answers, told of them, and the first of these records as a changed pack has it. */
static void open_changed(struct desk *desk, struct outcome_record bad[GONE])
{
    desk_open(desk, 13);
    REQUIRE(desk->session != NULL);
    for (size_t i = 0; i < 8; i++) {
        CHECK(desk_answer(desk, i % 2 == 0));
    }
    const struct outcome_record good = fake_outcome(&desk->log, 0);
    REQUIRE(good.asked.decision != NULL);
    for (size_t i = 0; i < GONE; i++) {
        bad[i] = good;
        bad[i].asked.position = 9;
    }
    bad[0].asked.decision = bad[0].asked.kind = "gone";
    bad[1].asked.facts = "colour=yes";
    bad[2].asked.facts = NULL;
    bad[3].asked.options = "gone away lost";
    bad[4].asked.options = "";
    bad[5].asked.telling = "gone";
    bad[6].chosen = "gone";
    bad[7].asked.decision = NULL; /* a statement that no longer is one */
    bad[7].asked.rule = "gone";
    bad[8].asked.decision = NULL;
    bad[8].asked.rule = NULL;
    bad[9].asked.options = "copy-image copy-image copy-image copy-image copy-image copy-image "
                           "copy-image copy-image copy-image copy-image";
    bad[10].asked.facts = "owned=yes,shared=yes";
    bad[11].chosen = "launch-create copy-image";
    desk_again(desk, 14);
}

/* Each was an answer once, and counts. */
static void test_answers_to_a_changed_pack(void)
{
    struct desk desk;
    struct outcome_record bad[GONE];
    open_changed(&desk, bad);
    REQUIRE(desk.session != NULL);
    for (size_t i = 0; i < GONE; i++) {
        CHECK(session_recall(desk.session, &bad[i]));
    }
    CHECK_INT(session_totals(desk.session).answered, 8 + GONE);
    CHECK_INT(session_totals(desk.session).right, 4 + GONE);
    const struct turn *turn = session_next(desk.session);
    REQUIRE(turn != NULL);
    CHECK_INT(turn->position, 10);
    CHECK(session_answer(desk.session, turn->question->key));
    desk_close(&desk);
}

/* What was left open and cannot be put again is let go. */
static void test_open_questions_of_a_changed_pack(void)
{
    struct desk desk;
    struct outcome_record bad[GONE];
    open_changed(&desk, bad);
    REQUIRE(desk.session != NULL);
    session_free(desk.session);
    struct fake_log past = desk.log;
    for (size_t i = 0; i < GONE; i++) {
        const bool stands =
            i == 5 || i == 6 || i == 11; /* only its words, or the choice, are gone */
        desk.log = fake_log_copy(&past);
        desk.session = fake_session(&desk.log, desk.subject, 15);
        REQUIRE(desk.session != NULL);
        bad[i].answered = false;
        bad[i].chosen = NULL;
        CHECK(session_recall(desk.session, &bad[i]));
        const struct turn *turn = session_next(desk.session);
        REQUIRE(turn != NULL);
        CHECK_INT(turn->position, stands ? 9 : 10);
        CHECK(session_answer(desk.session, turn->question->key));
        CHECK(turn->correct);
        session_free(desk.session);
        fake_log_fini(&desk.log);
    }
    desk.session = NULL;
    desk.log = past;
    desk_close(&desk);
}

int main(void)
{
    RUN(test_every_step_is_kept_first);
    RUN(test_what_an_answer_says);
    RUN(test_a_log_that_fails);
    RUN(test_undo);
    RUN(test_undo_from_the_summary);
    RUN(test_undo_over_the_end_of_a_round);
    RUN(test_undo_over_the_end_of_a_round_and_leave);
    RUN(test_two_drills_at_once);
    RUN(test_only_the_open_question_is_answered);
    RUN(test_marks);
    RUN(test_an_open_question_comes_back);
    RUN(test_several_open_questions_come_back);
    RUN(test_rounds_over_sessions);
    RUN(test_a_thousand_records);
    RUN(test_answers_to_a_changed_pack);
    RUN(test_open_questions_of_a_changed_pack);
    return check_end();
}
