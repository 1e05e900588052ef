/* Forgetting: the only place where anything is taken from the log. */
#include "questions/tutor/store_private.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SITTINGS "(SELECT id FROM sittings WHERE pack = ?1)"
#define ASKED    "(SELECT id FROM asked WHERE pack = ?1 OR sitting IN " SITTINGS ")"

/*
 * What goes, references before what they refer to; ?1 is the pack, NULL all of them.  The highest
 * number given to a row up to now stays, so that none is given twice: another terminal may still
 * hold a question that goes, and its answer must not fall on a newer one.
 */
static const char *const goes[] = {
    "INSERT INTO settings (at, name, value)"
    " SELECT 0, '" STORE_FORGOTTEN "', max(id) FROM (SELECT id FROM asked UNION ALL"
    " SELECT id FROM sittings UNION ALL SELECT CAST(value AS INTEGER) FROM settings"
    " WHERE name = '" STORE_FORGOTTEN "' AND ?1 IS ?1)",
    "DELETE FROM settings WHERE name = '" STORE_FORGOTTEN "' AND ?1 IS ?1"
    " AND id < (SELECT max(id) FROM settings WHERE name = '" STORE_FORGOTTEN "')",
    "DELETE FROM events WHERE ?1 IS NULL OR asked IN " ASKED,
    "DELETE FROM asked WHERE ?1 IS NULL OR id IN " ASKED,
    "DELETE FROM endings WHERE ?1 IS NULL OR sitting IN " SITTINGS,
    "DELETE FROM settings WHERE (?1 IS NULL AND name <> '" STORE_FORGOTTEN "')"
    " OR pack = ?1 OR sitting IN " SITTINGS,
    "DELETE FROM sittings WHERE ?1 IS NULL OR pack = ?1",
};

static int delete_from(struct sqlite3 *db, const char *sql, const char *pack)
{
    struct sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &s, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_bind_text(s, 1, pack, -1, SQLITE_STATIC);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_step(s);
    }
    const int end = sqlite3_finalize(s); /* says again what step said */
    return code == SQLITE_DONE ? SQLITE_OK : code == SQLITE_OK ? end : code;
}

/* Freed pages are overwritten, and then the file is made anew without them. */
static int delete_all(struct sqlite3 *db, const char *pack)
{
    int code = sqlite3_exec(db, "PRAGMA secure_delete = ON; BEGIN IMMEDIATE", NULL, NULL, NULL);
    for (size_t i = 0; i < sizeof goes / sizeof goes[0] && code == SQLITE_OK; i++) {
        code = delete_from(db, goes[i], pack);
    }
    return code == SQLITE_OK ? sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) : code;
}

/* VACUUM attaches a new file behind the scenes, so the limit is lifted for it alone. */
static int shrink(struct sqlite3 *db)
{
    (void)sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 1);
    const int code = sqlite3_exec(db, "VACUUM", NULL, NULL, NULL);
    (void)sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    return code;
}

/* The copies that were made of older versions hold the same answers. */
static bool remove_copies(const struct store *store, struct store_problem *problem)
{
    bool gone = true;
    for (int version = 1; version < STORE_VERSION && gone; version++) {
        char *copy = store_old_copy(store, version);
        char name[STORE_NAME_SIZE];
        if (copy == NULL) {
            gone = store_no_memory(problem);
        } else if (unlink(copy) != 0 && errno != ENOENT) {
            gone = store_complain(problem, "remove it yourself: it is a copy of what was forgotten",
                                  "\"%s\" cannot be removed: %s", store_name(copy, name),
                                  strerror(errno));
        }
        free(copy);
    }
    return gone;
}

bool store_forget(struct store *store, const char *pack, struct store_problem *problem)
{
    int code = delete_all(store->db, pack);
    if (code == SQLITE_OK) {
        code = shrink(store->db);
    }
    if (code != SQLITE_OK) {
        (void)store_step_failed(store, code, problem);
        if (sqlite3_get_autocommit(store->db) == 0) {
            (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
        }
        return false;
    }
    return strcmp(store->path, STORE_MEMORY) == 0 || remove_copies(store, problem);
}
