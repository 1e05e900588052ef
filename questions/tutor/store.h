/**
 * The learner's progress in one SQLite database.  All SQL of the program is in store.c and its
 * store_*.c neighbours.  Every write is committed and on disk when the call returns.
 */
#ifndef QUESTIONS_TUTOR_STORE_H
#define QUESTIONS_TUTOR_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/tutor/record.h"

struct store; /* private to questions/tutor/store.c */

/** Why a store could not be opened, or a call failed. */
struct store_problem {
    char text[512]; /* what happened and to which file, one sentence */
    char hint[256]; /* what to do */
};

/**
 * Where progress is kept when nobody says: $AMIQUIZ_DB, else $XDG_DATA_HOME/amiquiz/progress.db,
 * else ~/.local/share/amiquiz/progress.db.
 * @return a malloc'd path; NULL when there is neither, or memory ran out.
 */
char *store_default_path(void);

/**
 * Open the database at `path`, or create it (the file 0600, missing folders 0700); ":memory:" keeps
 * everything until store_close() and no longer.  Cost: reads the whole file once, to check it.
 *
 * @path     NULL, which is what store_default_path() returned, is a problem of its own: no HOME.
 * @problem  receives, on failure, the reason: not a database, another program's, a newer version's,
 *           damaged, locked for 3 seconds, a folder or a link, not writable, a full disk, ...
 * @return   NULL on failure, and then no file of another's was changed; store_close() closes.
 */
struct store *store_open(const char *path, struct store_problem *problem);
/** Close; NULL is fine. */
void store_close(struct store *store);

/*
 * What follows returns false, and a problem, on failure: locked by another program for 3 seconds, a
 * full disk, a record that the tables refuse.  The store may be used on after any of these.
 */

/** Keep a question about to be shown.  @id receives its number, from 1. */
bool store_asked(struct store *store, const struct asked *asked, int64_t *id,
                 struct store_problem *problem);
/**
 * Keep what happened to a question.  An undo takes back the last answer or skip of that question
 * that still stands, so that the one before it stands again, if there is any; it fails when there
 * is nothing to take back.  Marking twice is marking.
 */
bool store_event(struct store *store, const struct event *event, struct store_problem *problem);

/**
 * Everything asked from one pack (by id) or one bank ("bank:NAME"), oldest first, each question with what came of it: the
 * last answer or skip that no later undo took back, and the last mark or unmark.  A question that
 * was neither answered nor skipped, or whose only answer was taken back, is open.
 *
 * @visit   is called for each; texts are valid during the call; false ends the walk early (no
 *          failure).  It must not call the store.
 */
bool store_history(struct store *store, const char *pack,
                   bool (*visit)(void *context, const struct outcome_record *record), void *context,
                   struct store_problem *problem);

/**
 * The number of the round that would come next, 1 at first.  Nothing is reserved: two drills that
 * run at once may get the same one.
 */
bool store_next_round(struct store *store, int64_t *round, struct store_problem *problem);

/**
 * A copy of the database, whole or not at all (VACUUM INTO a fresh file beside it, then renamed).
 * A database of that name is replaced, but never this one itself, nor one that is in use, nor a
 * file that is something else.
 */
bool store_backup(struct store *store, const char *path, struct store_problem *problem);

/** Version of the SQLite library in use. */
const char *store_library_version(void);

#endif
