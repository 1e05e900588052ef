/**
 * An exam as a pure state machine: questions to be answered in any order within a time, answers that
 * can be changed, marks, and a hand-in after which nothing changes any more.  It says nothing about
 * right and wrong before.  Every step is in the log before it counts.  Clock and log are given to it;
 * terminal, piped input and JSON are faces of it (questions/tutor/exam_face.h).
 *
 * Time.  The end stands when the exam begins: so many minutes later by the clock on the wall, which
 * goes on while the program is stopped, or not there at all.  A clock that is set back gives no time:
 * within one process no less passes than a clock that never goes back says, and a process that takes
 * an exam up begins no earlier than the latest answer that was kept.  A clock that is set forward
 * takes time for as long as it stands so.
 */
#ifndef QUESTIONS_TUTOR_EXAM_H
#define QUESTIONS_TUTOR_EXAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/question.h"
#include "questions/tutor/record.h"
#include "questions/tutor/session.h"

#define EXAM_QUESTIONS     10 /* unless said */
#define EXAM_MINUTES       20 /* unless said */
#define EXAM_QUESTIONS_MAX 1000
#define EXAM_MINUTES_MAX   1440

struct exam; /* private to questions/tutor/exam.c */

/** Where the steps of an exam are kept; each returns false when that failed. */
struct exam_log {
    bool (*event)(void *context, const struct event *event);
    bool (*end)(void *context, int64_t at, enum sitting_end end);
    void *context;
};

struct exam_options {
    int64_t began;   /* Unix time, seconds */
    int64_t minutes; /* 1 to EXAM_MINUTES_MAX */
    struct session_clock clock;
    struct exam_log log;
};

/** NULL when memory ran out; exam_free() frees it. */
struct exam *exam_new(const struct exam_options *options);
void exam_free(struct exam *exam);

/**
 * Add the next question, with what came of it so far; all of them before exam_start().
 * @question  owned by the exam from now on, also on failure; not NULL
 * @return    false when memory ran out
 */
bool exam_add(struct exam *exam, struct question *question, const struct outcome_record *record);
/**
 * Begin, or go on.  There must be a question.
 * @end  how it ended in an earlier process; END_OPEN: it did not
 */
void exam_start(struct exam *exam, enum sitting_end end);

/** All questions in their order; their `correct` means something after the end only. */
const struct turn *exam_turns(const struct exam *exam, size_t *count);
/** The place of the question that is looked at, from 0: at first the first that is open. */
size_t exam_at(const struct exam *exam);
/** Look at another.  @place  from 0 */
void exam_go(struct exam *exam, size_t place);
/** How many questions have no answer. */
size_t exam_unanswered(const struct exam *exam);

/*
 * What follows is about the question that is looked at.  On return it is in the log.  False: nothing
 * was changed, because the time is up (exam_end() says so) or a step could not be kept (exam_failed()).
 */

/** Answer it, or answer it otherwise.  @chosen  bit i: option i; as many as the question wants */
bool exam_answer(struct exam *exam, uint32_t chosen);
/** Leave it without an answer, and take away what it had. */
bool exam_skip(struct exam *exam);
/** Mark it, or take its mark away. */
bool exam_mark(struct exam *exam);
/**
 * Take back the latest answer or skip of this process, wherever it was: what stood before stands
 * again, and that question is looked at.  False also when there is nothing to take back.
 */
bool exam_undo(struct exam *exam);

/** Seconds that are left, rounded up; 0: none.  At 0 the exam ends by itself: see exam_tick(). */
int64_t exam_left(const struct exam *exam);
/**
 * Look at the clock: when the time is up and nobody handed in, that is kept as the end.
 * @return whether the exam is still going on
 */
bool exam_tick(struct exam *exam);
/** Hand in; false when that could not be kept. */
bool exam_hand_in(struct exam *exam);
/** How it ended; END_OPEN: it goes on. */
enum sitting_end exam_end(const struct exam *exam);

/** A step could not be kept, or memory ran out: nothing more can be done. */
bool exam_failed(const struct exam *exam);

#endif
