/*
 * Every allocation of a diagnosis fails in turn: nothing leaks, no answer is lost or made up, and what
 * was not kept is said.
 */
#include <string.h>

#include "questions/tutor/diagnosis.h"
#include "tests/fault/failing_memory.h"
#include "tests/unit/fake_log.h"
#include "tests/unit/subjects.h"

#include "tests/fault/fail_each.h"

static bool keep_asked(void *context, const struct asked *asked, int64_t *id)
{
    (void)asked;
    *id = ++*(int64_t *)context;
    return true;
}

static bool keep_event(void *context, const struct event *event)
{
    (void)context;
    (void)event;
    return true;
}

static int64_t no_time(void *context)
{
    (void)context;
    return 1;
}

/** What an attempt works with: a log that allocates nothing of its own. */
struct room {
    struct subject *subject;
    bool pairs;
    struct fake_log *past; /* records to begin with; NULL: none */
};

static struct diagnosis *start(const struct room *room, int64_t *asked)
{
    bool empty = true;
    const struct diagnosis_options options = {.subject = room->subject,
                                              .decision = 4,
                                              .slip = BELIEF_SLIP,
                                              .sure = BELIEF_SURE,
                                              .pairs = room->pairs,
                                              .most = DIAGNOSIS_MOST,
                                              .seed = 3,
                                              .round = 1,
                                              .clock = {no_time, no_time, NULL},
                                              .log = {keep_asked, keep_event, asked}};
    struct diagnosis *d = diagnosis_start(&options, &empty);
    CHECK(!empty); /* no memory is told from nothing to ask */
    return d;
}

/* Answer as one misconception has it until it is named, and on into the drill. */
static bool sit(const void *context)
{
    int64_t asked = 0;
    struct diagnosis *d = start(context, &asked);
    size_t answered = 0;
    while (d != NULL && answered < 12) {
        const struct turn *turn = diagnosis_next(d);
        if (turn == NULL) {
            break;
        }
        const struct question *q = turn->question;
        const size_t outcome = belief_outcome(diagnosis_belief(d), 1, q->facts);
        if (!diagnosis_answer(d, (uint32_t)1 << (q->options[0].outcome == outcome ? 0 : 1))) {
            break;
        }
        answered++;
        (void)diagnosis_example(d);
    }
    const bool fine = answered == 12;
    CHECK(d == NULL || fine || diagnosis_failed(d));
    diagnosis_free(d);
    return fine;
}

static void test_a_sitting(void)
{
    REQUIRE_FAILING_MEMORY();
    struct room room = {subject_of("ami-lecture"), false, NULL};
    REQUIRE(room.subject != NULL);
    fail_each(sit, &room, true); /* a story told plainly for want of memory is a story */
    room.pairs = true;
    fail_each(sit, &room, true);
    subject_free(room.subject);
}

/* Three answers are told again: all of them count, or it says that it failed. */
static bool recall(const void *context)
{
    const struct room *room = context;
    int64_t asked = 0;
    struct diagnosis *d = start(room, &asked);
    bool told = d != NULL;
    for (size_t i = 0; told && i < room->past->asked_count; i++) {
        const struct outcome_record record = fake_outcome(room->past, i);
        told = diagnosis_recall(d, &record);
    }
    size_t count = 0;
    if (d != NULL) {
        (void)diagnosis_turns(d, &count);
        CHECK(told != diagnosis_failed(d));
        CHECK(!told || count == room->past->asked_count);
    }
    diagnosis_free(d);
    return told;
}

static void test_recalling(void)
{
    REQUIRE_FAILING_MEMORY();
    struct fake_log log = {0};
    struct room room = {subject_of("ami-lecture"), false, &log};
    REQUIRE(room.subject != NULL);
    bool empty;
    const struct diagnosis_options options = {.subject = room.subject,
                                              .decision = 4,
                                              .slip = BELIEF_SLIP,
                                              .sure = BELIEF_SURE,
                                              .most = DIAGNOSIS_MOST,
                                              .round = 1,
                                              .clock = fake_clock(&log),
                                              .log = fake_session_log(&log)};
    struct diagnosis *d = diagnosis_start(&options, &empty);
    for (int i = 0; d != NULL && i < 3; i++) {
        CHECK(diagnosis_next(d) != NULL && diagnosis_answer(d, 1));
    }
    diagnosis_free(d);
    CHECK_INT(log.asked_count, 3);
    fail_each(recall, &room, true);
    fake_log_fini(&log);
    subject_free(room.subject);
}

int main(void)
{
    RUN(test_a_sitting);
    RUN(test_recalling);
    return check_end();
}
