/* Days, weeks and a year of study: what is due comes, exams are planned for, nothing is lost. */
#include <math.h>
#include <string.h>

#include "questions/tutor/lesson.h"
#include "questions/tutor/session_private.h"
#include "tests/unit/check.h"
#include "tests/unit/desk.h"

#define DAY     86400
#define MORNING INT64_C(1795680000) /* 2026-11-26 08:00 UTC */

static const struct session_plan drill = {.kind = SITTING_DRILL};

static void plan_open(struct desk *desk, const struct session_plan *plan, uint64_t seed)
{
    *desk = (struct desk){.subject = subject_of("ami-lecture"), .log = {.now = MORNING}};
    if (desk->subject != NULL) {
        desk->session = fake_plan_session(&desk->log, desk->subject, plan, seed);
    }
}

/* Leave, and come back at another time. */
static void plan_again(struct desk *desk, const struct session_plan *plan, int64_t now,
                       uint64_t seed)
{
    session_free(desk->session);
    desk->log.now = now;
    desk->session = fake_plan_session(&desk->log, desk->subject, plan, seed);
}

/* The memory of this session is what a new one works out from the log. */
static bool same_as_rebuilt(struct desk *desk)
{
    struct fake_log copy = fake_log_copy(&desk->log);
    struct session *other = fake_plan_session(&copy, desk->subject, &drill, 1);
    bool same = other != NULL;
    if (same) {
        const struct memory *a = session_memory(desk->session), *b = session_memory(other);
        for (size_t i = 0; i < a->count; i++) {
            const struct memory_item *x = &a->items[i], *y = &b->items[i];
            same = same && x->reviews == y->reviews && x->lapses == y->lapses &&
                   x->last == y->last && x->crammed == y->crammed &&
                   !(fabs(x->state.stability - y->state.stability) > 0) &&
                   !(fabs(x->state.difficulty - y->state.difficulty) > 0);
        }
    }
    session_free(other);
    fake_log_fini(&copy);
    return same;
}

static size_t due_slowly(struct session *session, int64_t now)
{
    const struct memory *memory = session_memory(session);
    size_t due = 0;
    for (size_t i = 0; i < memory->count; i++) {
        const struct memory_item *item = &memory->items[i];
        if (item->reviews > 0) {
            const int64_t days = fsrs_interval(item->state, fsrs_modifier(FSRS_RETENTION));
            due += now / DAY >= item->last / DAY + days;
        }
    }
    return due;
}

static bool was_due(struct session *session, const struct turn *turn, int64_t now)
{
    const struct memory *memory = session_memory(session);
    return turn->remembered != SIZE_MAX && memory->items[turn->remembered].reviews > 0 &&
           memory_due(&memory->items[turn->remembered]) <= fsrs_day(now);
}

/* A week of twenty answers a day: what is due is asked before what is not. */
static void test_what_is_due_comes(void)
{
    size_t asked = 0, due_asked = 0, due_when_asked = 0;
    for (uint64_t seed = 0; seed < 10; seed++) {
        struct desk desk;
        plan_open(&desk, &drill, seed);
        REQUIRE(desk.session != NULL);
        CHECK_INT(session_outlook(desk.session).due, 0);
        for (int day = 0; day < 7; day++) {
            plan_again(&desk, &drill, MORNING + day * DAY, seed * 10 + (uint64_t)day);
            REQUIRE(desk.session != NULL);
            const struct session_outlook look = session_outlook(desk.session);
            CHECK_INT(look.due, due_slowly(desk.session, desk.log.now));
            CHECK_INT(look.today, fsrs_day(MORNING) + day);
            CHECK(look.met <= look.rules && look.due <= look.met);
            for (int i = 0; i < 20; i++) {
                const size_t left = due_slowly(desk.session, desk.log.now);
                const struct turn *turn = desk_next(&desk);
                REQUIRE(turn != NULL);
                if (left >= 4) { /* so many that one is surely not asked a moment ago */
                    asked++;
                    due_asked += was_due(desk.session, turn, desk.log.now);
                    due_when_asked += left;
                }
                CHECK(session_answer(desk.session, i % 4 == 0 ? wrong_option(turn->question)
                                                              : turn->question->key));
            }
            CHECK(same_as_rebuilt(&desk));
        }
        desk_close(&desk);
    }
    printf("# %zu of %zu questions were about what was due, while %.1f of 51 rules were\n",
           due_asked, asked, (double)due_when_asked / (double)asked);
    CHECK(asked > 100);
    CHECK(due_asked * 10 > asked * 6);
    CHECK(due_asked < asked); /* never only that: something else turns up */
}

static void test_undo_and_skip(void)
{
    struct desk desk;
    plan_open(&desk, &drill, 4);
    REQUIRE(desk.session != NULL);
    for (int i = 0; i < 25; i++) {
        const struct turn *turn = desk_next(&desk);
        REQUIRE(turn != NULL);
        const size_t item = turn->remembered;
        const struct memory_item before =
            item != SIZE_MAX ? session_memory(desk.session)->items[item] : (struct memory_item){0};
        desk.log.now += 3600;
        CHECK(i % 5 == 0 ? session_skip(desk.session)
                         : session_answer(desk.session, turn->question->key));
        if (item != SIZE_MAX) {
            const struct memory_item *now = &session_memory(desk.session)->items[item];
            CHECK_INT(now->reviews, before.reviews + 1);
            CHECK_INT(now->lapses, before.lapses + (i % 5 == 0)); /* a skipped one was not known */
        }
        CHECK(same_as_rebuilt(&desk));
        if (i % 3 == 0) {
            CHECK(session_undo(desk.session));
            if (item != SIZE_MAX) {
                const struct memory_item *now = &session_memory(desk.session)->items[item];
                CHECK_INT(now->reviews, before.reviews);
                CHECK_NEAR(now->state.stability, before.state.stability, 0);
                CHECK_INT(now->last, before.last);
            }
            CHECK(same_as_rebuilt(&desk));
            CHECK(desk_answer(&desk, true));
        }
    }
    desk_close(&desk);
}

/* The zone changes, summer time begins, the clock is set back and forth: memory counts UTC days. */
static void test_a_clock_that_jumps(void)
{
    static const int64_t jumps[] = {0,         3600,    -3600,    11 * 3600, -23 * 3600, DAY,
                                    -40 * DAY, 3 * DAY, 41 * DAY, 60,        -60,        2 * DAY};
    struct desk desk;
    int64_t now = MORNING;
    plan_open(&desk, &drill, 9);
    REQUIRE(desk.session != NULL);
    for (size_t i = 0; i < 60 && !check_state.bad; i++) {
        now += jumps[i % (sizeof jumps / sizeof *jumps)];
        plan_again(&desk, &drill, now, i);
        REQUIRE(desk.session != NULL);
        CHECK(desk_answer(&desk, i % 5 != 0));
        CHECK(desk_answer(&desk, true));
        CHECK(same_as_rebuilt(&desk));
        const struct memory *memory = session_memory(desk.session);
        for (size_t k = 0; k < memory->count; k++) {
            const double recall = memory_recall(&memory->items[k], fsrs_day(now));
            CHECK(recall >= 0 && recall <= 1);
            CHECK(memory->items[k].reviews == 0 || (memory->items[k].state.stability >= 0.001 &&
                                                    memory->items[k].state.difficulty >= 1));
        }
    }
    desk_close(&desk);
}

/** Somebody whose memory is as the model says, and who knows two new rules in five. */
static bool knows(struct session *session, const struct turn *turn, int64_t now, struct rng *rng)
{
    const struct memory *memory = session_memory(session);
    const struct memory_item *item =
        turn->remembered != SIZE_MAX ? &memory->items[turn->remembered] : NULL;
    const double chance = item == NULL         ? 0.5
                          : item->reviews == 0 ? 0.4
                                               : memory_recall(item, fsrs_day(now));
    return rng_unit(rng) < chance;
}

/* Study for `days` days; the rules expected to be recalled on `exam`. */
static double study(const struct session_plan *plan, int days, int answers, int64_t exam,
                    uint64_t seed)
{
    struct desk desk;
    struct rng rng;
    double expected = 0;
    plan_open(&desk, plan, seed);
    rng_seed(&rng, seed + 1000);
    for (int day = 0; day < days; day++) {
        plan_again(&desk, plan, MORNING + day * DAY, seed * 100 + (uint64_t)day);
        for (int i = 0; i < answers && desk.session != NULL; i++) {
            const struct turn *turn = desk_next(&desk);
            if (turn != NULL) {
                CHECK(session_answer(desk.session, knows(desk.session, turn, desk.log.now, &rng)
                                                       ? turn->question->key
                                                       : wrong_option(turn->question)));
            }
        }
    }
    const struct memory *memory = session_memory(desk.session);
    for (size_t i = 0; i < memory->count; i++) {
        expected += memory_recall(&memory->items[i], exam);
    }
    CHECK(same_as_rebuilt(&desk));
    desk_close(&desk);
    return expected;
}

/* With a date, as many answers lead to more recall on that day. */
static void test_an_exam_is_planned_for(void)
{
    enum { SEEDS = 6, DAYS = 10, ANSWERS = 12 };
    const int64_t exam = fsrs_day(MORNING) + DAYS + 2;
    const struct session_plan planned = {.kind = SITTING_DRILL, .exam = true, .exam_day = exam};
    double with = 0, without = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        with += study(&planned, DAYS, ANSWERS, exam, seed) / SEEDS;
        without += study(&drill, DAYS, ANSWERS, exam, seed) / SEEDS;
    }
    printf("# %d days of %d answers: %.1f of 51 rules expected with the date, %.1f without\n", DAYS,
           ANSWERS, with, without);
    CHECK(with > without + 1);
}

static void test_outlook(void)
{
    struct desk desk;
    const struct session_plan plan = {
        .kind = SITTING_DRILL, .exam = true, .exam_day = fsrs_day(MORNING) + 22};
    plan_open(&desk, &plan, 3);
    REQUIRE(desk.session != NULL);
    for (int i = 0; i < 30; i++) {
        CHECK(desk_answer(&desk, true));
    }
    const struct session_outlook look = session_outlook(desk.session);
    const struct memory *memory = session_memory(desk.session);
    double now = 0, then = 0;
    size_t met = 0;
    for (size_t i = 0; i < memory->count; i++) {
        met += memory->items[i].reviews > 0;
        now += memory_recall(&memory->items[i], fsrs_day(MORNING));
        then += memory_recall(&memory->items[i], fsrs_day(MORNING) + 22);
    }
    CHECK_INT(look.rules, memory->count);
    CHECK_INT(look.met, met);
    CHECK_NEAR(look.now, now, 0);
    CHECK_NEAR(look.expected, then, 0);
    CHECK(look.expected < look.now && look.expected > 0.5 * look.now);
    CHECK_INT(look.day - look.today, 22);
    desk_close(&desk);
}

/* Cramming goes round all that is weak, and the schedule stays where it was. */
static void test_cramming(void)
{
    struct desk desk;
    const struct session_plan cram = {.kind = SITTING_CRAM};
    struct memory_item before[128];
    plan_open(&desk, &drill, 3);
    REQUIRE(desk.session != NULL);
    for (int i = 0; i < 40; i++) {
        CHECK(desk_answer(&desk, true));
    }
    plan_again(&desk, &cram, MORNING + 2 * DAY, 8);
    REQUIRE(desk.session != NULL);
    const struct memory *memory = session_memory(desk.session);
    REQUIRE(memory->count <= 128);
    memcpy(before, memory->items, memory->count * sizeof *before);
    size_t met = 0, different = 0;
    for (int i = 0; i < 60; i++) {
        CHECK(desk_answer(&desk, true));
    }
    memory = session_memory(desk.session);
    for (size_t i = 0; i < memory->count; i++) {
        CHECK_INT(memory->items[i].reviews, before[i].reviews);
        CHECK_INT(memory->items[i].last, before[i].last);
        CHECK_NEAR(memory->items[i].state.stability, before[i].state.stability, 0);
        met += memory->items[i].crammed;
        different += memory->items[i].crammed > 0;
    }
    printf("# 60 crammed answers were about %zu of %zu rules\n", different, memory->count);
    CHECK(met > 50);        /* all but what is asked about no rule alone */
    CHECK(different >= 25); /* not the same few again and again */
    CHECK(same_as_rebuilt(&desk));
    /* What is wrong while cramming shows that it is not known. */
    const struct turn *turn = desk_next(&desk);
    REQUIRE(turn != NULL && turn->remembered != SIZE_MAX);
    const size_t item = turn->remembered;
    CHECK(session_answer(desk.session, wrong_option(turn->question)));
    CHECK_INT(session_memory(desk.session)->items[item].lapses, before[item].lapses + 1);
    /* A question left open then is still a crammed one when the drill goes on. */
    turn = session_next(desk.session);
    if (turn == NULL) {
        session_next_round(desk.session);
        turn = session_next(desk.session);
    }
    REQUIRE(turn != NULL);
    plan_again(&desk, &drill, MORNING + 3 * DAY, 9);
    REQUIRE(desk.session != NULL);
    turn = session_next(desk.session);
    REQUIRE(turn != NULL && turn->remembered != SIZE_MAX);
    CHECK(turn->crammed);
    const struct memory_item open = session_memory(desk.session)->items[turn->remembered];
    CHECK(session_answer(desk.session, turn->question->key));
    CHECK_INT(session_memory(desk.session)->items[turn->remembered].reviews, open.reviews);
    CHECK(same_as_rebuilt(&desk));
    desk_close(&desk);
}

/* ---- Learning -------------------------------------------------------------------------------- */

/* The lesson of the open question, looked at. */
static void check_lesson(struct desk *desk, const struct turn *turn, size_t number, uint32_t *met)
{
    struct lesson lesson;
    const bool told = lesson_of(desk->session, turn, &lesson);
    CHECK(told);
    if (told) {
        CHECK_INT(lesson.number, number);
        CHECK_INT(lesson.of, session_memory(desk->session)->count);
    }
    if (told && lesson.decision != SIZE_MAX) {
        const struct rule *rule =
            &desk->subject->pack->decisions[lesson.decision].rules[lesson.index];
        const struct table *truth = desk->subject->truth[lesson.decision];
        CHECK_INT(lesson.new_facts, rule->when.known & ~*met);
        *met |= rule->when.known;
        CHECK(lesson.example != NULL && lesson.example->story[0] != '\0');
        CHECK_INT(table_row(truth, lesson.example->facts), lesson.index);
        CHECK_INT(table_row(truth, turn->question->facts), lesson.index);
    }
    lesson_fini(&lesson);
}

/* Every rule once, in the order of the pack, however often one leaves and comes back. */
static void test_learning(void)
{
    struct desk desk;
    const struct session_plan learn = {.kind = SITTING_LEARN};
    uint32_t met = 0;
    plan_open(&desk, &learn, 5);
    REQUIRE(desk.session != NULL);
    const size_t rules = session_memory(desk.session)->count;
    for (size_t number = 1; number <= rules; number++) {
        if (number % 4 == 0) { /* cut off in front of the open question */
            REQUIRE(desk_next(&desk) != NULL);
            plan_again(&desk, &learn, desk.log.now + 5 * DAY, number);
            REQUIRE(desk.session != NULL);
        }
        const struct turn *turn = desk_next(&desk);
        REQUIRE(turn != NULL);
        check_lesson(&desk, turn, number, &met);
        CHECK(session_answer(desk.session, turn->question->key));
        CHECK_INT(session_outlook(desk.session).met, number);
    }
    /* Then there is nothing new, and it is a drill. */
    const struct turn *turn = desk_next(&desk);
    struct lesson lesson;
    REQUIRE(turn != NULL);
    CHECK(!lesson_of(desk.session, turn, &lesson));
    lesson_fini(&lesson);
    desk_close(&desk);
}

/* What was wrong comes again between the new rules, and then without a lesson. */
static void test_learning_from_mistakes(void)
{
    struct desk desk;
    const struct session_plan learn = {.kind = SITTING_LEARN};
    plan_open(&desk, &learn, 6);
    REQUIRE(desk.session != NULL);
    size_t again = 0;
    const struct turn *turn = desk_next(&desk);
    REQUIRE(turn != NULL);
    const size_t first = turn->remembered;
    CHECK(session_answer(desk.session, wrong_option(turn->question)));
    for (int i = 0; i < 8; i++) {
        struct lesson lesson;
        turn = desk_next(&desk);
        REQUIRE(turn != NULL);
        if (turn->remembered == first) {
            again++;
            CHECK(!lesson_of(desk.session, turn, &lesson));
            lesson_fini(&lesson);
        }
        CHECK(session_answer(desk.session, turn->question->key));
    }
    CHECK_INT(again, 1);
    /* Taken back, it is new again. */
    CHECK(session_undo(desk.session));
    turn = session_next(desk.session);
    REQUIRE(turn != NULL);
    struct lesson lesson;
    CHECK(lesson_of(desk.session, turn, &lesson));
    lesson_fini(&lesson);
    desk_close(&desk);
}

static void test_a_year(void)
{
    struct desk desk;
    struct rng rng;
    plan_open(&desk, &drill, 12);
    rng_seed(&rng, 12);
    int64_t now = MORNING;
    size_t answers = 0;
    while (now < MORNING + 365 * (int64_t)DAY && !check_state.bad) {
        plan_again(&desk, &drill, now, (uint64_t)now);
        REQUIRE(desk.session != NULL);
        for (int i = 0; i < 15; i++, answers++) {
            const struct turn *turn = desk_next(&desk);
            REQUIRE(turn != NULL);
            CHECK(session_answer(desk.session, knows(desk.session, turn, desk.log.now, &rng)
                                                   ? turn->question->key
                                                   : wrong_option(turn->question)));
        }
        now += DAY * (1 + (int64_t)rng_below(&rng, 9)); /* a holiday now and then */
    }
    const struct session_outlook look = session_outlook(desk.session);
    printf("# a year, %zu answers: %zu of %zu rules met, %.1f expected to be recalled now\n",
           answers, look.met, look.rules, look.now);
    CHECK_INT(look.met, look.rules);
    CHECK(look.now > 0.8 * (double)look.rules);
    CHECK(same_as_rebuilt(&desk));
    desk_close(&desk);
}

int main(void)
{
    RUN(test_what_is_due_comes);
    RUN(test_undo_and_skip);
    RUN(test_a_clock_that_jumps);
    RUN(test_an_exam_is_planned_for);
    RUN(test_outlook);
    RUN(test_cramming);
    RUN(test_learning);
    RUN(test_learning_from_mistakes);
    RUN(test_a_year);
    return check_end();
}
