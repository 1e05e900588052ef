/**
 * What the store's own files share: the open database, its prepared statements, and how failures
 * are put into words.  Only store*.c include this.
 */
#ifndef QUESTIONS_TUTOR_STORE_PRIVATE_H
#define QUESTIONS_TUTOR_STORE_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#include "questions/tutor/store.h"

struct sqlite3;
struct sqlite3_stmt;

#define STORE_MEMORY ":memory:" /* SQLite's name for a database without a file */

/* How long another program may hold a lock before we give up; the message says it in seconds. */
#define STORE_PATIENCE_SECONDS 3

/** Every statement that runs after the database was opened; their text stands in store.c. */
enum statement {
    STATEMENT_BEGIN,
    STATEMENT_COMMIT,
    STATEMENT_ROLLBACK,
    STATEMENT_ASK,
    STATEMENT_HAPPEN,
    STATEMENT_UNDO,
    STATEMENT_HISTORY,
    STATEMENT_STANDING,
    STATEMENT_NEXT_ROUND,
    STATEMENT_COUNT
};

struct store {
    struct sqlite3 *db;                               /* owned */
    char *path;                                       /* owned; absolute, or STORE_MEMORY */
    struct sqlite3_stmt *statements[STATEMENT_COUNT]; /* owned; NULL until prepared */
};

/* ---- store.c ---- */

/** Prepare all statements.  @return an SQLite result code. */
int store_prepare(struct store *store);

/* ---- store_path.c ---- */

/**
 * Where a file lies, or would lie: its folder freed of links, and its name.
 * @make  whether missing folders are made (0700)
 * @return a malloc'd absolute path, or NULL and a problem: no name, no folder, a folder that cannot
 *         be made or written
 */
char *store_locate(const char *path, bool make, struct store_problem *problem);

/** Whether a database may stand there: no file, an empty one, or a database.  False: a problem. */
bool store_may_stand(const char *path, struct store_problem *problem);

/** Whether the journal of a database lies beside it: it is in use, or was when it all stopped. */
bool store_has_journal(const char *path);

/** The folder of an absolute path, malloc'd; NULL when memory ran out. */
char *store_folder_of(const char *path);

/* ---- store_schema.c ---- */

/** See that the database is ours and of a version we know; make the tables in an empty one. */
bool store_settle_schema(struct store *store, struct store_problem *problem);

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
