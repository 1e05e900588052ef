/** A learner's course of study of one pack, opened for commands that only look at it. */
#ifndef QUESTIONS_COMMANDS_STUDY_H
#define QUESTIONS_COMMANDS_STUDY_H

#include "questions/commands/command.h"
#include "questions/commands/progress.h"
#include "questions/tutor/figures.h"
#include "questions/tutor/session.h"

struct study {
    struct subject *subject; /* owned */
    struct progress progress;
    struct session_plan plan; /* with the date of the exam, if one is set and to come */
    struct figures figures;   /* settled */
    int64_t today;            /* number of the calendar day */
};

/**
 * Open the pack of --pack and the database of --db, and read all that was asked about it.
 * @check  read the database from end to end first
 * @return STATUS_DONE, or another after a message; study_close() is called in any case
 */
enum status study_open(struct context *context, bool check, struct study *study);
void study_close(struct study *study);

/** The rules and statements expected to be recalled on a day. */
double study_expected(const struct study *study, int64_t day);
/** The id of what an item is about. */
const char *study_item_id(const struct study *study, const struct memory_item *item);

#endif
