/*
 * The exam as a state machine: a clock that tests set, a log that fails when told; and what it keeps,
 * taken up again from a store.
 */
#include <stdlib.h>

#include "questions/text/buffer.h"
#include "questions/tutor/exam.h"
#include "questions/tutor/exam_plan.h"
#include "questions/tutor/exam_result.h"
#include "questions/tutor/exam_sitting.h"
#include "tests/unit/check.h"
#include "tests/unit/subjects.h"

#define BEGAN   1790000000
#define MINUTES 20

/* A room: two clocks, and all that is needed to sit exams in it. */
static struct room {
    int64_t wall, steady; /* seconds; milliseconds */
    struct subject *subject;
    struct store *store;
    struct store_problem problem;
    struct exam_sitting sitting;
    struct exam *exam; /* of the sitting */
} room;

static int64_t wall_clock(void *context)
{
    return ((struct room *)context)->wall;
}

static int64_t steady_clock(void *context)
{
    return ((struct room *)context)->steady;
}

static const struct session_clock clocks = {wall_clock, steady_clock, &room};

/* Time goes on, for both clocks. */
static void pass(int64_t seconds)
{
    room.wall += seconds;
    room.steady += seconds * 1000;
}

static bool take_up(void)
{
    exam_sitting_fini(&room.sitting);
    room.exam = NULL;
    if (!exam_sitting_find(room.store, NULL, 1, &room.sitting, &room.problem) ||
        !exam_sitting_open(room.store, &room.sitting, room.subject, &clocks, &room.problem)) {
        printf("# %s\n", room.problem.text);
        return false;
    }
    room.exam = room.sitting.exam;
    return true;
}

/* The process is gone, and another takes the exam up: its steady clock begins anywhere. */
static bool come_back(void)
{
    room.steady = 77;
    return take_up();
}

static bool begin(size_t questions)
{
    struct buffer ndjson = {0};
    char digest[SHA256_HEX_SIZE];
    size_t made = 0;
    int64_t id = 0;
    room = (struct room){.wall = BEGAN, .steady = 5000};
    room.subject = subject_of("ami-lecture");
    room.store = store_open(":memory:", &room.problem);
    if (room.subject == NULL || room.store == NULL) {
        return false;
    }
    subject_digest(room.subject, digest);
    const struct bank_head head = {.title = "T", .pack_id = "ami-lecture", .pack_sha256 = digest};
    const struct exam_begin begin = {.at = BEGAN,
                                     .course = "ami-lecture",
                                     .digest = digest,
                                     .subject = room.subject,
                                     .seed = 3,
                                     .title = "T",
                                     .minutes = MINUTES,
                                     .pass = "70%",
                                     .scale = "100:720:1000",
                                     .ndjson = &ndjson};
    const bool begun = exam_plan_pack(room.subject, &head, 3, questions, &ndjson, &made) &&
                       made == questions &&
                       exam_sitting_begin(room.store, &begin, &id, &room.problem);
    buffer_fini(&ndjson);
    return begun && id == 1 && take_up();
}

static void end(void)
{
    exam_sitting_fini(&room.sitting);
    store_close(room.store);
    subject_free(room.subject);
}

static const struct turn *turn(size_t place)
{
    size_t count;
    return &exam_turns(room.exam, &count)[place];
}

/* As many options as are wanted: the first ones from `first` on, in a circle. */
static uint32_t options(size_t place, size_t first)
{
    const struct question *q = turn(place)->question;
    uint32_t chosen = 0;
    for (size_t i = 0; i < q->select; i++) {
        chosen |= (uint32_t)1 << (first + i) % q->option_count;
    }
    return chosen;
}

/* Everything about every question, in one text. */
static void describe(struct buffer *out)
{
    size_t count;
    const struct turn *turns = exam_turns(room.exam, &count);
    buffer_clear(out);
    for (size_t i = 0; i < count; i++) {
        const struct turn *t = &turns[i];
        buffer_addf(out, "%zu/%zu %lld %s %d%d%d%d %x\n%s\n%s\n", t->position, t->of,
                    (long long)t->id, t->question->id, t->answered, t->skipped, t->marked,
                    t->correct, t->chosen, t->question->story, t->question->ask);
        for (size_t o = 0; o < t->question->option_count; o++) {
            buffer_addf(out, "  %s %s\n", t->question->options[o].id, t->question->options[o].text);
        }
    }
}

/* ---- Answers ---- */

static void test_answers(void)
{
    REQUIRE(begin(5));
    CHECK_INT(exam_at(room.exam), 0);
    CHECK_INT(exam_unanswered(room.exam), 5);
    CHECK(exam_answer(room.exam, options(0, 0)));
    CHECK(exam_answer(room.exam, options(0, 1))); /* the last one stands */
    CHECK_INT(turn(0)->chosen, options(0, 1));
    exam_go(room.exam, 3);
    CHECK(exam_mark(room.exam) && turn(3)->marked);
    CHECK(exam_answer(room.exam, options(3, 2)));
    CHECK(exam_mark(room.exam) && !turn(3)->marked);
    exam_go(room.exam, 1);
    CHECK(exam_skip(room.exam) && turn(1)->skipped && !turn(1)->answered);
    CHECK_INT(exam_unanswered(room.exam), 3);
    exam_go(room.exam, 3);
    CHECK(exam_skip(room.exam) && !turn(3)->answered); /* taken away */
    CHECK_INT(exam_unanswered(room.exam), 4);
    end();
}

static void test_undo(void)
{
    REQUIRE(begin(4));
    CHECK(!exam_undo(room.exam) && !exam_failed(room.exam));
    CHECK(exam_answer(room.exam, options(0, 0)) && exam_answer(room.exam, options(0, 1)));
    exam_go(room.exam, 2);
    CHECK(exam_skip(room.exam));
    exam_go(room.exam, 1);
    CHECK(exam_undo(room.exam));
    CHECK_INT(exam_at(room.exam), 2);
    CHECK(!turn(2)->skipped);
    CHECK(exam_undo(room.exam));
    CHECK_INT(exam_at(room.exam), 0);
    CHECK_INT(turn(0)->chosen, options(0, 0));
    struct buffer before = {0}, after = {0};
    describe(&before);
    REQUIRE(come_back()); /* the log says the same */
    describe(&after);
    CHECK_STR(buffer_text(&after), buffer_text(&before));
    CHECK(!exam_undo(room.exam)); /* of this process */
    buffer_fini(&before);
    buffer_fini(&after);
    end();
}

/* Whatever was done, cut off anywhere: the same questions, options, answers and marks. */
static void test_taken_up(void)
{
    struct buffer before = {0}, after = {0};
    REQUIRE(begin(10));
    for (size_t step = 0; step < 40; step++) {
        exam_go(room.exam, step * 7 % 10);
        switch (step % 4) {
        case 0:
        case 1:
            CHECK(exam_answer(room.exam, options(step * 7 % 10, step)));
            break;
        case 2:
            CHECK(exam_mark(room.exam));
            break;
        default:
            CHECK(step % 8 == 3 ? exam_skip(room.exam) : exam_undo(room.exam));
            break;
        }
        pass(3);
        if (step % 8 == 5 || step % 8 == 6) {
            continue; /* an undo needs something of its own process */
        }
        const int64_t left = exam_left(room.exam);
        describe(&before);
        REQUIRE(come_back());
        describe(&after);
        CHECK_STR(buffer_text(&after), buffer_text(&before));
        CHECK_INT(exam_left(room.exam), left);
    }
    buffer_fini(&before);
    buffer_fini(&after);
    end();
}

/* At the first question that is neither answered nor passed over. */
static void test_where_it_goes_on(void)
{
    REQUIRE(begin(4));
    CHECK(exam_answer(room.exam, options(0, 0)));
    exam_go(room.exam, 1);
    CHECK(exam_skip(room.exam));
    exam_go(room.exam, 3);
    CHECK(exam_answer(room.exam, options(3, 0)));
    REQUIRE(come_back());
    CHECK_INT(exam_at(room.exam), 2);
    CHECK(exam_skip(room.exam));
    REQUIRE(come_back());
    CHECK_INT(exam_at(room.exam), 0);
    end();
}

/* ---- Time ---- */

static void test_time_passes(void)
{
    REQUIRE(begin(3));
    CHECK_INT(exam_left(room.exam), 1200);
    pass(1);
    CHECK_INT(exam_left(room.exam), 1199);
    pass(1198);
    CHECK_INT(exam_left(room.exam), 1);
    CHECK(exam_tick(room.exam));
    CHECK(exam_answer(room.exam, options(0, 0)));
    pass(1);
    CHECK(!exam_answer(room.exam, options(0, 1)) && !exam_failed(room.exam));
    CHECK_INT(exam_end(room.exam), END_TIMED_OUT);
    CHECK(!exam_tick(room.exam) && !exam_mark(room.exam) && !exam_skip(room.exam));
    CHECK(!exam_undo(room.exam));
    CHECK_INT(turn(0)->chosen, options(0, 0));
    REQUIRE(come_back());
    CHECK_INT(exam_end(room.exam), END_TIMED_OUT);
    CHECK_INT(room.sitting.ended_at, BEGAN + 1200);
    end();
}

/* Stopped, or asleep: the steady clock stands still, the one on the wall does not. */
static void test_suspended(void)
{
    REQUIRE(begin(3));
    pass(60);
    room.wall += 600;
    CHECK_INT(exam_left(room.exam), 540);
    room.wall += 600;
    CHECK(!exam_tick(room.exam));
    CHECK_INT(exam_end(room.exam), END_TIMED_OUT);
    end();
}

/* Nobody was there when the time ran out, by days. */
static void test_away(void)
{
    REQUIRE(begin(3));
    CHECK(exam_answer(room.exam, options(0, 0)));
    room.wall += 3 * 86400;
    REQUIRE(come_back());
    CHECK_INT(exam_end(room.exam), END_OPEN);
    CHECK_INT(exam_left(room.exam), 0);
    CHECK(!exam_tick(room.exam));
    REQUIRE(come_back());
    CHECK_INT(exam_end(room.exam), END_TIMED_OUT);
    CHECK_INT(room.sitting.ended_at, BEGAN + 1200); /* not when somebody noticed */
    CHECK(turn(0)->answered);
    end();
}

/* Set back, by a minute or by years: no time is won while the process lives. */
static void test_set_back(void)
{
    static const int64_t steps[] = {1, 60, 3600, 86400, BEGAN};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        REQUIRE(begin(3));
        pass(300);
        room.wall -= steps[i];
        CHECK_INT(exam_left(room.exam), 900);
        pass(300);
        CHECK_INT(exam_left(room.exam), 600);
        CHECK(exam_answer(room.exam, options(0, 0)));
        REQUIRE(come_back()); /* and not beyond: the answer's time is the exam's */
        CHECK_INT(exam_left(room.exam), 600);
        pass(600);
        CHECK(!exam_tick(room.exam));
        CHECK_INT(exam_end(room.exam), END_TIMED_OUT);
        end();
    }
}

/* Set back while nobody was there: no more is won than passed since the latest answer. */
static void test_set_back_while_away(void)
{
    REQUIRE(begin(3));
    pass(300);
    CHECK(exam_answer(room.exam, options(0, 0)));
    pass(200);
    room.wall = BEGAN - 5;
    REQUIRE(come_back());
    CHECK_INT(exam_left(room.exam), 900);
    end();
}

/* Set forward takes time while it stands so, and gives it back with the clock. */
static void test_set_forward(void)
{
    REQUIRE(begin(3));
    pass(100);
    room.wall += 600;
    CHECK_INT(exam_left(room.exam), 500);
    room.wall -= 600;
    CHECK_INT(exam_left(room.exam), 1100);
    end();
}

/* ---- The end ---- */

static void test_hand_in(void)
{
    REQUIRE(begin(3));
    pass(100);
    CHECK(exam_answer(room.exam, options(0, 0)));
    CHECK(exam_hand_in(room.exam));
    CHECK_INT(exam_end(room.exam), END_HANDED_IN);
    CHECK(!exam_answer(room.exam, options(0, 1)) && !exam_failed(room.exam));
    CHECK(exam_hand_in(room.exam)); /* it is, already */
    REQUIRE(come_back());
    CHECK_INT(exam_end(room.exam), END_HANDED_IN);
    CHECK_INT(room.sitting.ended_at, BEGAN + 100);
    pass(5000);
    CHECK(!exam_tick(room.exam));
    CHECK_INT(exam_end(room.exam), END_HANDED_IN);
    end();
}

/* Another terminal handed it in: what comes later is not kept, and said. */
static void test_handed_in_elsewhere(void)
{
    REQUIRE(begin(3));
    CHECK(store_end(room.store, 1, BEGAN + 5, END_HANDED_IN, &room.problem));
    CHECK(!exam_answer(room.exam, options(0, 0)));
    CHECK(exam_failed(room.exam));
    CHECK_STR(room.problem.text, "the exam that this question is part of is over");
    end();
}

/* ---- A log that fails ---- */

struct broken {
    size_t calls, fail_at;
};

static bool broken_step(struct broken *log)
{
    return ++log->calls != log->fail_at;
}

static bool broken_event(void *context, const struct event *event)
{
    (void)event;
    return broken_step(context);
}

static bool broken_end(void *context, int64_t at, enum sitting_end how)
{
    (void)at, (void)how;
    return broken_step(context);
}

/* An exam of the room's questions over another log. */
static struct exam *over(struct broken *log)
{
    const struct exam_options o = {BEGAN, MINUTES, clocks, {broken_event, broken_end, log}};
    struct exam *exam = exam_new(&o);
    for (int64_t i = 1; i <= 3; i++) {
        const struct outcome_record none = {.id = i};
        struct question *q = question_statement(room.subject, (size_t)i, 5);
        if (exam == NULL || q == NULL || !exam_add(exam, q, &none)) {
            abort();
        }
    }
    exam_start(exam, END_OPEN);
    return exam;
}

/* A step that could not be kept changes nothing, and nothing can be done after it. */
static void test_failing_log(void)
{
    REQUIRE(begin(1));
    for (size_t n = 1; n <= 6; n++) {
        struct broken log = {.fail_at = n};
        struct exam *exam = over(&log);
        size_t count;
        const struct turn *turns = exam_turns(exam, &count);
        CHECK_INT(exam_answer(exam, 1), n > 1);
        CHECK_INT(turns[0].answered, n > 1);
        CHECK_INT(exam_mark(exam), n > 2);
        CHECK_INT(turns[0].marked, n > 2);
        CHECK_INT(exam_answer(exam, 2), n > 3);
        CHECK_INT(turns[0].chosen, n > 3 ? 2 : n > 1 ? 1 : 0);
        CHECK_INT(exam_undo(exam), n > 4);
        CHECK_INT(turns[0].chosen, n > 4 ? 1 : n > 3 ? 2 : n > 1 ? 1 : 0);
        CHECK_INT(exam_skip(exam), n > 5);
        CHECK_INT(turns[0].skipped, n > 5);
        CHECK_INT(exam_hand_in(exam), n > 6);
        CHECK_INT(exam_end(exam), END_OPEN);
        CHECK(exam_failed(exam));
        CHECK_INT(log.calls, n); /* nothing after it */
        exam_free(exam);
    }
    struct broken log = {.fail_at = 1};
    struct exam *exam = over(&log);
    pass(1200);
    CHECK(!exam_tick(exam) && exam_failed(exam)); /* the end by the clock, likewise */
    CHECK_INT(exam_end(exam), END_OPEN);
    exam_free(exam);
    end();
}

/* ---- What comes of it ---- */

static void test_result(void)
{
    struct exam_result result;
    size_t count;
    REQUIRE(begin(20));
    for (size_t i = 0; i < 20; i++) {
        exam_go(room.exam, i);
        if (i % 5 != 4) {
            const uint32_t key = turn(i)->question->key;
            CHECK(exam_answer(room.exam, i % 5 == 0 ? options(i, key == 1 ? 1 : 0) : key));
        }
    }
    const struct turn *turns = exam_turns(room.exam, &count);
    size_t right = 0;
    for (size_t i = 0; i < count; i++) {
        right += turns[i].answered && question_is_right(turns[i].question, turns[i].chosen);
    }
    CHECK(exam_result(&result, turns, count, room.subject, &room.sitting.scale));
    CHECK_INT(result.questions, 20);
    CHECK_INT(result.answered, 16);
    CHECK_INT(result.right, right);
    CHECK_NEAR(result.points, (double)right, 0);
    CHECK_INT(result.passed, right >= 14);
    size_t of_rules = 0, right_of_rules = 0;
    for (size_t i = 0; i < result.rule_count; i++) {
        of_rules += result.rules[i].questions;
        right_of_rules += result.rules[i].right;
        CHECK(i == 0 || result.rules[i - 1].right * result.rules[i].questions <=
                            result.rules[i].right * result.rules[i - 1].questions);
    }
    CHECK_INT(of_rules, 20);
    CHECK_INT(right_of_rules, right);
    bool seen_right = false;
    uint32_t seen = 0;
    for (size_t i = 0; i < count; i++) {
        const struct turn *t = &turns[result.order[i]];
        seen |= (uint32_t)1 << result.order[i];
        CHECK(!seen_right || t->correct); /* those to look at come first */
        seen_right = seen_right || (t->answered && t->correct);
    }
    CHECK_INT(seen, (1 << 20) - 1);
    exam_result_fini(&result);
    end();
}

/* Somebody who answers all by one misconception: it is found, and no other. */
static void test_belief_found(void)
{
    struct exam_result result;
    size_t count;
    REQUIRE(begin(60));
    const struct pack *pack = room.subject->pack;
    size_t shown = 0, held = 0;
    while (strcmp(pack->misconceptions[held].id, "snapshot-lock") != 0) {
        held++;
        REQUIRE(held < pack->misconception_count);
    }
    const size_t decision = pack->misconceptions[held].decision;
    for (size_t i = 0; i < 60; i++) {
        const struct question *q = turn(i)->question;
        const uint8_t own = table_outcome(room.subject->beliefs[held], q->facts);
        uint32_t chosen = q->key;
        for (size_t o = 0; o < q->option_count && q->outcomes && q->decision == decision; o++) {
            if (q->options[o].outcome == own) {
                chosen = (uint32_t)1 << o;
            }
        }
        shown += chosen != q->key;
        exam_go(room.exam, i);
        CHECK(exam_answer(room.exam, chosen));
    }
    CHECK(shown > 0);
    const struct turn *turns = exam_turns(room.exam, &count);
    CHECK(exam_result(&result, turns, count, room.subject, &room.sitting.scale));
    CHECK_INT(result.belief_count, 1);
    if (result.belief_count == 1) {
        CHECK_STR(result.beliefs[0].id, pack->misconceptions[held].id);
        CHECK_INT(result.beliefs[0].fits, shown);
        CHECK_INT(result.beliefs[0].chances, shown);
    }
    exam_result_fini(&result);
    end();
}

int main(void)
{
    RUN(test_answers);
    RUN(test_undo);
    RUN(test_taken_up);
    RUN(test_where_it_goes_on);
    RUN(test_time_passes);
    RUN(test_suspended);
    RUN(test_away);
    RUN(test_set_back);
    RUN(test_set_back_while_away);
    RUN(test_set_forward);
    RUN(test_hand_in);
    RUN(test_handed_in_elsewhere);
    RUN(test_failing_log);
    RUN(test_result);
    RUN(test_belief_found);
    return check_end();
}
