/**
 * The learner's progress as commands reach it: which database it is, opening it, the log of what is
 * asked, what is said when it fails.
 */
#ifndef QUESTIONS_COMMANDS_PROGRESS_H
#define QUESTIONS_COMMANDS_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "questions/commands/command.h"
#include "questions/tutor/session.h"
#include "questions/tutor/shell.h"
#include "questions/tutor/store.h"

/** Zero-initialise; progress_close() frees. */
struct progress {
    struct context *context;
    const char
        *path; /* --db, or where progress is kept when nobody says; NULL: there is no place */
    struct store *store;
    struct store_problem problem; /* of the latest call that failed; a text "" means none did */
    char *default_path;           /* private; owned */
};

/**
 * Open the database of --db, an option that the command must have, or the usual one; it is made where
 * there is none.
 * @return STATUS_DONE, or STATUS_FAILED after a message
 */
enum status progress_open(struct context *context, struct progress *progress);
/**
 * The same for commands that have nothing to do where there is no database: none is made.
 * @return also STATUS_NO, after a message that says so, where there is none
 */
enum status progress_open_old(struct context *context, struct progress *progress);
/** The same for commands that only read, which is possible, too, where nothing may be written. */
enum status progress_open_to_read(struct context *context, struct progress *progress);
/**
 * The same for commands to which no progress is a beginner's: where there is no database, an empty one
 * that is kept nowhere.
 */
enum status progress_open_or_empty(struct context *context, struct progress *progress);
void progress_close(struct progress *progress);

/** How much there is. */
struct progress_count {
    uint64_t asked, answered, right;
    int64_t first, last; /* Unix times of the first question and the last; 0: none */
};
/**
 * Count what was asked from one pack or bank ("bank:NAME"); NULL: from all.
 * @return STATUS_DONE, or STATUS_FAILED after a message
 */
enum status progress_count(struct progress *progress, const char *pack,
                           struct progress_count *count);

/** A sitting as it is kept: the first question begins it, so who only looks in leaves nothing. */
struct progress_log {
    struct progress *progress;
    enum sitting_kind what;
    uint64_t seed;
    const struct setting *setting; /* kept with it, at the time of its beginning; NULL: none */
    int64_t sitting; /* its number in the store; 0: it has not begun.  One that goes on has one */
};
/** What a session or a diagnosis keeps its steps with.  @log  must outlive it */
struct session_log progress_log(struct progress_log *log);

/** Say what failed, and what to do; STATUS_FAILED. */
enum status progress_failed(struct progress *progress);
/** The status of a command whose face has ended; after a message, where it failed. */
enum status progress_left(struct progress *progress, enum shell_end end);

#endif
