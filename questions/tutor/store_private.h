/**
 * What the store's own files share: the open database, its prepared statements, and how failures
 * are put into words.  Only store*.c include this.
 */
#ifndef QUESTIONS_TUTOR_STORE_PRIVATE_H
#define QUESTIONS_TUTOR_STORE_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#include "questions/text/buffer.h"
#include "questions/tutor/store.h"

struct sqlite3;
struct sqlite3_stmt;

#define STORE_MEMORY ":memory:" /* SQLite's name for a database without a file */

/* How long another program may hold a lock before we give up; the message says it in seconds. */
#define STORE_PATIENCE_SECONDS 3

/** The setting, of no pack, that keeps the highest number of a row that was forgotten. */
#define STORE_FORGOTTEN "forgotten"

/** Every statement that runs after the database was opened; their text stands in store.c. */
enum statement {
    STATEMENT_BEGIN,
    STATEMENT_COMMIT,
    STATEMENT_ROLLBACK,
    STATEMENT_SIT,
    STATEMENT_END,
    STATEMENT_SET,
    STATEMENT_ASK,
    STATEMENT_HAPPEN,
    STATEMENT_UNDO,
    STATEMENT_COURSES,
    STATEMENT_HISTORY,
    STATEMENT_SITTING,
    STATEMENT_EVENTS,
    STATEMENT_SITTINGS,
    STATEMENT_SETTING,
    STATEMENT_NEXT_ROUND,
    STATEMENT_COUNT
};

struct store {
    struct sqlite3 *db;                               /* owned */
    char *path;                                       /* owned; absolute, or STORE_MEMORY */
    struct sqlite3_stmt *statements[STATEMENT_COUNT]; /* owned; NULL until prepared */
    struct buffer chosen;                             /* of the question that is visited */
    bool only_reads; /* nothing may be written to the file or its folder */
    bool
        sound; /* all of it was checked, or is as it was left, and nothing spoke against it since */
};

/* ---- store.c ---- */

/** The words of the tables for what happened, for kinds of sittings and for their ends. */
extern const char *const store_happenings[], *const store_kinds[], *const store_ends[];

/** Prepare all statements.  @return an SQLite result code. */
int store_prepare(struct store *store);

/** The problem that a failed step means, as store_explain(); false. */
bool store_step_failed(struct store *store, int code, struct store_problem *problem);

/* ---- store_backup.c ---- */

/**
 * Make a copy of the database beside `target`, under a name nobody uses.
 * @return its path, malloc'd, to be put in place or removed; NULL and a problem on failure
 */
char *store_copy_make(struct store *store, const char *target, struct store_problem *problem);
/** Rename it to `target` and have that on disk.  On failure the copy is gone. */
bool store_copy_place(const char *copy, const char *target, struct store_problem *problem);

/* ---- store_clean.c ---- */

/** Whether the file is just as store_note_clean() saw it last. */
bool store_is_clean(const struct store *store);
/** Note how the file, which is closed, looks now; or, if it is not sound, that nothing is known. */
void store_note_clean(const struct store *store);

/* ---- store_open.c ---- */

/** How a connection must write: on disk when a commit returns.  @return an SQLite result code. */
int store_write_safely(struct sqlite3 *db);

/* ---- store_path.c ---- */

/** What a folder must be good for. */
enum store_folder {
    FOLDER_TO_READ,  /* it is there */
    FOLDER_TO_WRITE, /* and may be written */
    FOLDER_TO_MAKE   /* and is made where it is missing (0700) */
};
/**
 * Where a file lies, or would lie: its folder freed of links, and its name.
 * @return a malloc'd absolute path, or NULL and a problem: no name, no folder, a folder that cannot
 *         be made or written
 */
char *store_locate(const char *path, enum store_folder use, struct store_problem *problem);

/** Whether a database may stand there: no file, an empty one, or a database.  False: a problem. */
bool store_may_stand(const char *path, struct store_problem *problem);

/** Whether the journal of a database lies beside it: it is in use, or was when it all stopped. */
bool store_has_journal(const char *path);

/** The folder of an absolute path, malloc'd; NULL when memory ran out. */
char *store_folder_of(const char *path);

/* ---- store_reading.c ---- */

/** Whether a database at an absolute path can only be read: the file or its folder refuses writing. */
bool store_is_read_only(const char *path);
/**
 * Connect to such a database.  @return an SQLite result code; SQLITE_READONLY_RECOVERY when answers
 * stand in its write-ahead log alone, which cannot be read then
 */
int store_connect_to_read(const char *path, struct sqlite3 **db);

/* ---- store_schema.c ---- */

/**
 * See that the database is ours and of a version we know; make the tables in an empty one, and bring
 * an older one up to this version.
 */
bool store_settle_schema(struct store *store, struct store_problem *problem);

/** Where the copy of a database lies that was made before it was brought up from a version. */
char *store_old_copy(const struct store *store, int version);
#define STORE_VERSION 2 /* of the tables */

/* ---- store_problem.c ---- */

#define STORE_NAME_SIZE 240 /* room for a path in a message */

/** A path as it stands in a message: harmless, and its beginning left out if it is long. */
const char *store_name(const char *path, char name[STORE_NAME_SIZE]);

/** Set a problem of our own making.  False, so that a caller may return it. */
__attribute__((format(printf, 3, 4))) bool
store_complain(struct store_problem *problem, const char *hint, const char *format, ...);
/** The problem that an SQLite result code means; to be called before the next call to SQLite. */
bool store_explain(struct store_problem *problem, struct sqlite3 *db, const char *path, int code);

/** The database's content is not what SQLite or we ever wrote; `words` say what is wrong. */
bool store_damaged(struct store_problem *problem, const char *path, const char *words);

/** Memory ran out. */
bool store_no_memory(struct store_problem *problem);

#endif
