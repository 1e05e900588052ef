/* Opening and closing: whatever is done to the connection before the first record. */
#include "questions/tutor/store_private.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

_Static_assert(SQLITE_VERSION_NUMBER >= 3037000, "STRICT tables need SQLite 3.37 or later");

/* A database file may come from anywhere: nothing in it may run, and nothing in it may be huge. */
static const struct choice {
    int option, value;
} switches[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_DQS_DDL, 0},
    {SQLITE_DBCONFIG_ENABLE_FKEY, 1},    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
};

static const struct choice limits[] = {
    {SQLITE_LIMIT_LENGTH, 1000000},  {SQLITE_LIMIT_SQL_LENGTH, 100000},
    {SQLITE_LIMIT_ATTACHED, 0},      {SQLITE_LIMIT_EXPR_DEPTH, 64},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 1}, {SQLITE_LIMIT_VDBE_OP, 25000},
};

/* Before anything is read. */
static const char reading[] = "PRAGMA cell_size_check = ON;"
                              "PRAGMA mmap_size = 0;"
                              "PRAGMA temp_store = MEMORY;";

/*
 * A rollback journal, because WAL fails on network and 9p file systems.  EXTRA is FULL and besides
 * a sync of the folder: without it the journal's deletion, which is the commit, may be lost with
 * the power, and the answer with it.  fullfsync is for macOS, whose fsync() does not wait.
 */
static const char writing[] = "PRAGMA journal_mode = DELETE;"
                              "PRAGMA synchronous = EXTRA;"
                              "PRAGMA fullfsync = ON;";

static int configure(struct sqlite3 *db)
{
    int code = sqlite3_busy_timeout(db, STORE_PATIENCE_SECONDS * 1000);
    for (size_t i = 0; i < sizeof switches / sizeof switches[0] && code == SQLITE_OK; i++) {
        code = sqlite3_db_config(db, switches[i].option, switches[i].value, (int *)NULL);
    }
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        (void)sqlite3_limit(db, limits[i].option, limits[i].value);
    }
    return code == SQLITE_OK ? sqlite3_exec(db, reading, NULL, NULL, NULL) : code;
}

/* SQLite makes the file for all to read, less the umask, and the journal like the file. */
static int open_private(const char *path, struct sqlite3 **db)
{
    const mode_t before = umask(077);
    const int code =
        sqlite3_open_v2(path, db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW |
                            SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                        NULL);
    (void)umask(before);
    return code;
}

/* SQLite opens for reading what it may not write, without a word. */
static bool connect(struct store *store, struct store_problem *problem)
{
    int code = store->only_reads ? store_connect_to_read(store->path, &store->db)
                                 : open_private(store->path, &store->db);
    if (code == SQLITE_OK) {
        code = configure(store->db);
    }
    if (code == SQLITE_OK && !store->only_reads && sqlite3_db_readonly(store->db, "main") == 1) {
        code = SQLITE_READONLY;
    }
    return code == SQLITE_OK || store_explain(problem, store->db, store->path, code);
}

/* The first fault that a check names, which is one that answers with a row a fault. */
static bool check(struct store *store, const char *sql, struct store_problem *problem)
{
    struct sqlite3_stmt *statement = NULL;
    bool sound = false;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
    }
    if (code == SQLITE_ROW) {
        const char *words = (const char *)sqlite3_column_text(statement, 0);
        sound = words != NULL && strcmp(words, "ok") == 0;
        if (!sound && words == NULL) {
            (void)store_no_memory(problem);
        } else if (!sound) { /* a headline "*** in database main ***" says nothing */
            const char *line = strncmp(words, "***", 3) == 0 ? strchr(words, '\n') : NULL;
            (void)store_damaged(problem, store->path, line != NULL ? line + 1 : words);
        }
    } else if (code == SQLITE_DONE) {
        sound = true;
    } else {
        (void)store_explain(problem, store->db, store->path, code);
    }
    (void)sqlite3_finalize(statement); /* says again what step said */
    return sound;
}

static const char references[] =
    "SELECT CASE \"table\" WHEN 'events' THEN 'an event of a question that was never asked'"
    " ELSE 'a row of a sitting that never was' END FROM pragma_foreign_key_check LIMIT 1";

bool store_check(struct store *store, struct store_problem *problem)
{
    store->sound =
        check(store, "PRAGMA quick_check(1)", problem) && check(store, references, problem);
    return store->sound;
}

int store_write_safely(struct sqlite3 *db)
{
    return sqlite3_exec(db, writing, NULL, NULL, NULL);
}

static bool make_ready(struct store *store, struct store_problem *problem)
{
    store->sound = store_is_clean(store); /* before anything of ours may change it */
    if (!connect(store, problem) || !store_settle_schema(store, problem) ||
        (!store->sound && !store_check(store, problem))) {
        return false;
    }
    int code = store->only_reads ? SQLITE_OK : store_write_safely(store->db);
    if (code == SQLITE_OK) {
        code = store_prepare(store);
    }
    return code == SQLITE_OK || store_explain(problem, store->db, store->path, code);
}

static struct store *open_for(enum store_folder use, const char *path,
                              struct store_problem *problem)
{
    assert(problem != NULL);
    if (path == NULL) {
        (void)store_complain(problem, "set HOME, or name a file with --db FILE or AMIQUIZ_DB",
                             "there is no place for your progress: neither HOME nor "
                             "XDG_DATA_HOME is set");
        return NULL;
    }
    struct store *store = calloc(1, sizeof *store);
    if (store == NULL) {
        (void)store_no_memory(problem);
        return NULL;
    }
    bool ready;
    if (strcmp(path, STORE_MEMORY) == 0) {
        store->path = strdup(path);
        ready = store->path != NULL || store_no_memory(problem);
    } else {
        store->path = store_locate(path, use, problem);
        ready = store->path != NULL && store_may_stand(store->path, problem);
        store->only_reads = ready && use == FOLDER_TO_READ && store_is_read_only(store->path);
    }
    if (!ready || !make_ready(store, problem)) {
        store_close(store);
        return NULL;
    }
    return store;
}

struct store *store_open(const char *path, struct store_problem *problem)
{
    return open_for(FOLDER_TO_MAKE, path, problem);
}

struct store *store_open_to_read(const char *path, struct store_problem *problem)
{
    return open_for(FOLDER_TO_READ, path, problem);
}

void store_close(struct store *store)
{
    if (store == NULL) {
        return;
    }
    for (size_t i = 0; i < STATEMENT_COUNT; i++) {
        (void)sqlite3_finalize(store->statements[i]);
    }
    if (sqlite3_close(store->db) == SQLITE_OK) {
        store_note_clean(store);
    }
    buffer_fini(&store->chosen);
    free(store->path);
    free(store);
}

const char *store_library_version(void)
{
    return sqlite3_libversion();
}
