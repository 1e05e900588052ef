/**
 * The learner's progress in one SQLite database.  All SQL of the program is in store.c and its
 * store_*.c neighbours.  Every write is committed and on disk when the call returns.
 *
 * It is a log: rows are added and never changed, and only store_forget() takes any away.  Nothing
 * that can be worked out from the log is kept beside it, neither beliefs nor memory states nor
 * counts: ten thousand answers are read in some 30 milliseconds, and what is not kept cannot be
 * wrong.
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
 * everything until store_close() and no longer.  A database of an older version is brought up to
 * this one, with a copy of the old one beside it ("progress.db.version-1").
 *
 * Cost: the file is read once from end to end, to check it, unless it is just as store_close() left
 * it, which a small file beside it says ("progress.db-clean").
 *
 * @path     NULL, which is what store_default_path() returned, is a problem of its own: no HOME.
 * @problem  receives, on failure, the reason: not a database, another program's, a newer version's,
 *           damaged, locked for 3 seconds, a folder or a link, not writable, a full disk, ...
 * @return   NULL on failure, and then no file of another's was changed; store_close() closes.
 */
struct store *store_open(const char *path, struct store_problem *problem);
/**
 * Open a database that is there, to read it or to copy it.  Where it may be written this is store_open();
 * where the file or its folder may not, it is read as it stands, and whatever writes fails.
 *
 * @problem  also: what a program that was cut off left beside it cannot be taken in without writing;
 *           an older version cannot be brought up
 */
struct store *store_open_to_read(const char *path, struct store_problem *problem);
/** Close; NULL is fine. */
void store_close(struct store *store);
/** Read the whole database and see that all of it is sound; store_open() does not always. */
bool store_check(struct store *store, struct store_problem *problem);

/*
 * What follows returns false, and a problem, on failure: locked by another program for 3 seconds, a
 * full disk, a clock that says a time before 1970, a record that the tables refuse.  The store may be
 * used on after any of these.
 */

/**
 * Keep a sitting that begins, with its settings and the questions that are known already: all of it
 * or nothing.  @id receives its number, from 1.
 */
bool store_sitting(struct store *store, const struct sitting *sitting, int64_t *id,
                   struct store_problem *problem);
/** Keep how a sitting ended; where it has an end already, that one stands.  @end  not END_OPEN */
bool store_end(struct store *store, int64_t sitting, int64_t at, enum sitting_end end,
               struct store_problem *problem);

/** Keep a question about to be shown.  @id receives its number, from 1. */
bool store_asked(struct store *store, const struct asked *asked, int64_t *id,
                 struct store_problem *problem);
/**
 * Keep what happened to a question.  An undo takes back the last answer or skip of that question
 * that still stands, so that the one before it stands again, if there is any; it fails when there
 * is nothing to take back.  Marking twice is marking.  After an exam was handed in, or its time was
 * up, nothing is answered, skipped or taken back in it any more: that fails.
 */
bool store_event(struct store *store, const struct event *event, struct store_problem *problem);

/** Keep a setting; the last of its name, pack and sitting stands. */
bool store_set(struct store *store, const struct setting *setting, struct store_problem *problem);
/**
 * The setting of that name that stands for exactly this pack (NULL: every pack) and this sitting (0:
 * none).  @value receives it, malloc'd; NULL where there is none.
 */
bool store_setting(struct store *store, const char *pack, int64_t sitting, const char *name,
                   char **value, struct store_problem *problem);

/**
 * The sittings of one kind (SITTING_NONE: of all), oldest first.
 * @visit  as in store_history()
 */
bool store_sittings(struct store *store, enum sitting_kind what,
                    bool (*visit)(void *context, const struct sitting_record *record),
                    void *context, struct store_problem *problem);

/**
 * What was asked from so far: packs by id, banks as "bank:NAME", the one asked first in front.
 * @visit  as in store_history()
 */
bool store_courses(struct store *store, bool (*visit)(void *context, const char *pack),
                   void *context, struct store_problem *problem);

/**
 * Everything asked from one pack (by id) or one bank ("bank:NAME"), oldest first, each question with
 * what came of it: the last answer or skip that no later undo took back, and the last mark or
 * unmark.  A question that was neither answered nor skipped, or whose only answer was taken back, is
 * open.  `asked.item` is NULL in all of them.
 *
 * @visit   is called for each; texts are valid during the call; false ends the walk early (no
 *          failure).  It must not call the store.
 */
bool store_history(struct store *store, const char *pack,
                   bool (*visit)(void *context, const struct outcome_record *record), void *context,
                   struct store_problem *problem);

/** The same of everything asked in one sitting, `asked.item` included. */
bool store_sitting_history(struct store *store, int64_t sitting,
                           bool (*visit)(void *context, const struct outcome_record *record),
                           void *context, struct store_problem *problem);

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

/**
 * Delete what was asked from one pack or bank, its sittings and its settings (NULL: everything), and
 * the copies that store_open() made of older versions.  The freed pages are overwritten and given
 * back; what a file system keeps of deleted files is beyond us.
 */
bool store_forget(struct store *store, const char *pack, struct store_problem *problem);

/** Version of the SQLite library in use. */
const char *store_library_version(void);

#endif
