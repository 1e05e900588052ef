/* The steps of an exam; see the header. */
#include "questions/tutor/exam.h"

#include <assert.h>
#include <stdlib.h>

#include "questions/text/buffer.h"
#include "questions/tutor/asked.h"

/* What stood before an answer or a skip of this process. */
struct before {
    size_t place;
    bool answered, skipped;
    uint32_t chosen;
};

struct exam {
    struct exam_options options;
    struct turn *turns; /* owned, with their questions */
    size_t count, capacity;
    size_t at;
    struct before *past; /* owned; the latest last */
    size_t past_count, past_capacity;
    int64_t latest;   /* time of the latest answer of an earlier process */
    int64_t used;     /* seconds that were used when this process began */
    int64_t steady;   /* milliseconds of the steady clock then */
    int64_t shown_at; /* of the same clock, when the question was looked at */
    enum sitting_end end;
    bool failed;
};

struct exam *exam_new(const struct exam_options *options)
{
    assert(options->minutes >= 1);
    struct exam *exam = calloc(1, sizeof *exam);
    if (exam != NULL) {
        exam->options = *options;
        exam->latest = options->began;
    }
    return exam;
}

void exam_free(struct exam *exam)
{
    if (exam == NULL) {
        return;
    }
    for (size_t i = 0; i < exam->count; i++) {
        question_free(exam->turns[i].question);
    }
    free(exam->turns);
    free(exam->past);
    free(exam);
}

/* A list with room for one more: the same, or grown; NULL when memory ran out. */
static void *with_room(void *list, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) {
        return list;
    }
    const size_t wanted = *capacity == 0 ? 16 : *capacity * 2;
    void *grown = realloc(list, wanted * size);
    if (grown != NULL) {
        *capacity = wanted;
    }
    return grown;
}

/* ---- Time ---- */

static int64_t steady_now(const struct exam *exam)
{
    return exam->options.clock.milliseconds(exam->options.clock.context);
}

/* Seconds since it began; see the header for clocks that are set. */
static int64_t used(const struct exam *exam)
{
    const struct exam_options *o = &exam->options;
    const int64_t wall = o->clock.now(o->clock.context) - o->began;
    const int64_t steady = exam->used + (steady_now(exam) - exam->steady) / 1000;
    return wall > steady ? wall : steady;
}

/* The time of a step: no clock that is set back shows in the log. */
static int64_t now(const struct exam *exam)
{
    return exam->options.began + used(exam);
}

int64_t exam_left(const struct exam *exam)
{
    const int64_t left = exam->options.minutes * 60 - used(exam);
    return left > 0 ? left : 0;
}

/* ---- Beginning ---- */

bool exam_add(struct exam *exam, struct question *question, const struct outcome_record *record)
{
    uint32_t chosen = 0;
    struct turn *turns = with_room(exam->turns, exam->count, &exam->capacity, sizeof *exam->turns);
    if (turns == NULL) {
        question_free(question);
        exam->failed = true;
        return false;
    }
    exam->turns = turns;
    const bool answered =
        record->answered && asked_read_chosen(question, record->chosen, &chosen) && chosen != 0;
    exam->turns[exam->count++] =
        (struct turn){.question = question,
                      .id = record->id,
                      .answered = answered,
                      .skipped = record->skipped,
                      .marked = record->marked,
                      .correct = answered && question_is_right(question, chosen),
                      .chosen = answered ? chosen : 0};
    if (record->answered && record->answered_at > exam->latest) {
        exam->latest = record->answered_at;
    }
    return true;
}

void exam_start(struct exam *exam, enum sitting_end end)
{
    const int64_t wall = exam->options.clock.now(exam->options.clock.context);
    assert(exam->count > 0);
    exam->used = (wall > exam->latest ? wall : exam->latest) - exam->options.began;
    exam->steady = steady_now(exam);
    exam->end = end;
    for (size_t i = 0; i < exam->count; i++) {
        exam->turns[i].position = i + 1;
        exam->turns[i].of = exam->count;
    }
    size_t at = 0;
    while (at < exam->count && (exam->turns[at].answered || exam->turns[at].skipped)) {
        at++;
    }
    exam_go(exam, at < exam->count ? at : 0);
}

/* ---- Looking ---- */

const struct turn *exam_turns(const struct exam *exam, size_t *count)
{
    *count = exam->count;
    return exam->turns;
}

size_t exam_at(const struct exam *exam)
{
    return exam->at;
}

void exam_go(struct exam *exam, size_t place)
{
    assert(place < exam->count);
    exam->at = place;
    exam->shown_at = steady_now(exam);
}

size_t exam_unanswered(const struct exam *exam)
{
    size_t count = 0;
    for (size_t i = 0; i < exam->count; i++) {
        count += exam->turns[i].answered ? 0 : 1;
    }
    return count;
}

enum sitting_end exam_end(const struct exam *exam)
{
    return exam->end;
}

bool exam_failed(const struct exam *exam)
{
    return exam->failed;
}

/* ---- Ending ---- */

static bool end_as(struct exam *exam, int64_t at, enum sitting_end end)
{
    if (!exam->options.log.end(exam->options.log.context, at, end)) {
        exam->failed = true;
        return false;
    }
    exam->end = end;
    return true;
}

bool exam_tick(struct exam *exam)
{
    if (exam->end == END_OPEN && !exam->failed && exam_left(exam) == 0) {
        (void)end_as(exam, exam->options.began + exam->options.minutes * 60, END_TIMED_OUT);
    }
    return exam->end == END_OPEN && !exam->failed;
}

bool exam_hand_in(struct exam *exam)
{
    return (exam_tick(exam) && end_as(exam, now(exam), END_HANDED_IN)) || exam->end != END_OPEN;
}

/* ---- Steps ---- */

static bool keep(struct exam *exam, const struct turn *turn, enum happening what,
                 const char *chosen)
{
    const int64_t since = steady_now(exam) - exam->shown_at;
    const struct event event = {.at = now(exam),
                                .asked = turn->id,
                                .what = what,
                                .chosen = chosen,
                                .correct = turn->correct,
                                .milliseconds = since > 0 ? since : 0};
    if (!exam->options.log.event(exam->options.log.context, &event)) {
        exam->failed = true;
    }
    return !exam->failed;
}

/* Note what stands, so that it can be brought back. */
static bool remember(struct exam *exam)
{
    const struct turn *turn = &exam->turns[exam->at];
    struct before *past =
        with_room(exam->past, exam->past_count, &exam->past_capacity, sizeof *exam->past);
    if (past == NULL) {
        exam->failed = true;
        return false;
    }
    exam->past = past;
    exam->past[exam->past_count] =
        (struct before){exam->at, turn->answered, turn->skipped, turn->chosen};
    return true;
}

/* What stands now is kept: `turn` becomes it. */
static void put(struct exam *exam, struct turn turn)
{
    exam->turns[exam->at] = turn;
    exam->shown_at = steady_now(exam);
}

bool exam_answer(struct exam *exam, uint32_t chosen)
{
    if (!exam_tick(exam) || !remember(exam)) {
        return false;
    }
    struct turn turn = exam->turns[exam->at];
    struct buffer words = {0};
    turn.answered = true;
    turn.skipped = false;
    turn.chosen = chosen;
    turn.correct = question_is_right(turn.question, chosen);
    asked_write_chosen(&words, turn.question, chosen);
    exam->failed = words.failed;
    const bool kept = !words.failed && keep(exam, &turn, HAPPENED_ANSWER, buffer_text(&words));
    buffer_fini(&words);
    if (kept) {
        exam->past_count++;
        put(exam, turn);
    }
    return kept;
}

bool exam_skip(struct exam *exam)
{
    if (!exam_tick(exam) || !remember(exam)) {
        return false;
    }
    struct turn turn = exam->turns[exam->at];
    turn.answered = turn.correct = false;
    turn.skipped = true;
    turn.chosen = 0;
    if (!keep(exam, &turn, HAPPENED_SKIP, NULL)) {
        return false;
    }
    exam->past_count++;
    put(exam, turn);
    return true;
}

bool exam_mark(struct exam *exam)
{
    struct turn *turn = &exam->turns[exam->at];
    if (!exam_tick(exam) ||
        !keep(exam, turn, turn->marked ? HAPPENED_UNMARK : HAPPENED_MARK, NULL)) {
        return false;
    }
    turn->marked = !turn->marked;
    return true;
}

bool exam_undo(struct exam *exam)
{
    if (!exam_tick(exam) || exam->past_count == 0) {
        return false;
    }
    const struct before before = exam->past[exam->past_count - 1];
    struct turn turn = exam->turns[before.place];
    if (!keep(exam, &turn, HAPPENED_UNDO, NULL)) {
        return false;
    }
    exam->past_count--;
    turn.answered = before.answered;
    turn.skipped = before.skipped;
    turn.chosen = before.chosen;
    turn.correct = before.answered && question_is_right(turn.question, before.chosen);
    exam_go(exam, before.place);
    put(exam, turn);
    return true;
}
