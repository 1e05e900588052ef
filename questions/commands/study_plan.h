/** The date of an exam: given to a command once, kept for the pack from then on. */
#ifndef QUESTIONS_COMMANDS_STUDY_PLAN_H
#define QUESTIONS_COMMANDS_STUDY_PLAN_H

#include "questions/commands/command.h"
#include "questions/tutor/session.h"

struct store; /* questions/tutor/store.h */

/** For the option lists of the commands that take a date. */
#define STUDY_EXAM_DATE                                                                             \
    {                                                                                               \
        "--exam-date", "DAY",                                                                       \
            "The day of the exam, YYYY-MM-DD, or none. Kept for the pack (default: what was kept)." \
    }

/**
 * Look at --exam-date before anything is opened.
 * @now  Unix time: an exam that is over is not planned for
 * @return false after a message (STATUS_USAGE)
 */
bool study_plan_check(struct context *context, int64_t now);
/**
 * The date that --exam-date gives, which is kept, else the one that was kept.
 * @pack  its id
 * @plan  receives `exam` and `exam_day`
 * @return STATUS_DONE, or STATUS_FAILED after a message
 */
enum status study_plan(struct context *context, struct store *store, const char *pack, int64_t now,
                       struct session_plan *plan);
/** The same for a command without the option. */
enum status study_plan_kept(struct context *context, struct store *store, const char *pack,
                            struct session_plan *plan);

#endif
