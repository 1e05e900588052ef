/*
 * The tables: what they say, whose they are, which version.
 *
 * 1  the first: asked and events
 * 2  sittings, their ends and settings; questions know their sitting, answers how sure one was
 *
 * An older database is brought up to the present tables in one transaction, after a copy of it was
 * made beside it; a file newer than ours is never touched.
 */
#include "questions/tutor/store_private.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define APPLICATION_ID 0x616d717a /* "amqz", in the file's header, where file(1) looks too */

#define TEXT_OF(x) #x
#define NUMBER(x)  TEXT_OF(x)

/* Who made the file, in its header, where file(1) looks too, and which version. */
static const char *const stamps[] = {
    "PRAGMA application_id = " NUMBER(APPLICATION_ID),
    "PRAGMA user_version = " NUMBER(STORE_VERSION),
};

/*
 * The tables.  They only grow: there is no UPDATE in the program, and no DELETE but store_forget()'s.
 * STRICT refuses values of another type, the CHECKs those that mean nothing; quick_check asks both
 * again.  (round, position) is not unique: two drills at once may be in the same round.
 *
 * SQLite keeps these texts in the file and we compare them, so a changed byte, were it a space, is
 * another version.
 */
static const struct object {
    const char *name;
    const char *sql;
} objects[] = {
    /* One row each time somebody sits down to something, with what must outlive its being cut off. */
    {"sittings", "CREATE TABLE sittings ("
                 "id INTEGER PRIMARY KEY, "
                 "at INTEGER NOT NULL CHECK (at >= 0), " /* Unix time, seconds */
                 "what TEXT NOT NULL "
                 "CHECK (what IN ('drill', 'learn', 'cram', 'diagnose', 'exam')), "
                 "pack TEXT NOT NULL CHECK (pack <> ''), "
                 "digest TEXT NOT NULL " /* SHA-256 of the pack's bytes */
                 "CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'), "
                 "seed INTEGER NOT NULL" /* 64 bits, read as a number with a sign */
                 ") STRICT"},
    /* How it ended, once; most sittings are just left, and have no row. */
    {"endings", "CREATE TABLE endings ("
                "sitting INTEGER PRIMARY KEY REFERENCES sittings (id), "
                "at INTEGER NOT NULL CHECK (at >= 0), " /* Unix time, seconds */
                "how TEXT NOT NULL CHECK (how IN ('handed-in', 'timed-out', 'finished'))"
                ") STRICT"},
    /* What was settled under a name; the last of its name, pack and sitting stands. */
    {"settings", "CREATE TABLE settings ("
                 "id INTEGER PRIMARY KEY, "
                 "at INTEGER NOT NULL CHECK (at >= 0), " /* Unix time, seconds */
                 "pack TEXT CHECK (pack <> ''), "        /* NULL: for every pack */
                 "sitting INTEGER REFERENCES sittings (id), "
                 "name TEXT NOT NULL CHECK (name <> ''), "
                 "value TEXT, " /* NULL: no longer settled */
                 "CHECK (pack IS NULL OR sitting IS NULL)"
                 ") STRICT"},
    /* One row for every time a question was put, with all it takes to put the very same again. */
    {"asked", "CREATE TABLE asked ("
              "id INTEGER PRIMARY KEY, "
              "at INTEGER NOT NULL CHECK (at >= 0), " /* Unix time, seconds */
              "round INTEGER NOT NULL CHECK (round >= 1), "
              "position INTEGER NOT NULL CHECK (position >= 1), " /* in the round */
              "question TEXT NOT NULL CHECK (question <> ''), "   /* id made of its content */
              "pack TEXT NOT NULL CHECK (pack <> ''), "
              "digest TEXT NOT NULL " /* SHA-256 of the pack's bytes */
              "CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'), "
              "kind TEXT NOT NULL CHECK (kind <> ''), " /* the decision's id, 'statement', ... */
              "decision TEXT CHECK (decision <> ''), "  /* NULL: none */
              "facts TEXT CHECK (facts <> ''), "        /* 'owned=no,...'; NULL: not a case */
              "telling TEXT CHECK (telling <> ''), "    /* NULL: told plainly, or not a case */
              "seed INTEGER NOT NULL, "                 /* 64 bits, read as a number with a sign */
              "options TEXT NOT NULL CHECK (options <> ''), " /* ids as shown, joined by spaces */
              "\"key\" TEXT NOT NULL CHECK (\"key\" <> ''), " /* ids of the right ones, likewise */
              "rule TEXT CHECK (rule <> ''), " /* row or statement that decides; NULL: none */
              "sitting INTEGER REFERENCES sittings (id), " /* NULL: of version 1 */
              "item TEXT CHECK (item <> ''), " /* all of it, a line of a bank; NULL: made again */
              "CHECK (telling IS NULL OR facts IS NOT NULL)"
              ") STRICT"},
    /*
     * What happened to a question, in the order of id (clocks go back at times).  An undo takes
     * back the last answer or skip of its question that still stands; of answers, skips and marks
     * the last one holds.
     */
    {"events", "CREATE TABLE events ("
               "id INTEGER PRIMARY KEY, "
               "at INTEGER NOT NULL CHECK (at >= 0), " /* Unix time, seconds */
               "asked INTEGER NOT NULL REFERENCES asked (id), "
               "what TEXT NOT NULL "
               "CHECK (what IN ('answer', 'skip', 'undo', 'mark', 'unmark', 'hint')), "
               /* The next three belong to an answer, and every answer has them. */
               "chosen TEXT CHECK (chosen <> ''), " /* ids of options, joined by spaces */
               "correct INTEGER CHECK (correct IN (0, 1)), "
               "milliseconds INTEGER CHECK (milliseconds >= 0), " /* from seeing to answering */
               "confidence INTEGER " /* how sure, said before the verdict; NULL: not said */
               "CHECK (confidence BETWEEN 0 AND 100), "
               "CHECK ((what = 'answer') = (chosen IS NOT NULL)), "
               "CHECK ((what = 'answer') = (correct IS NOT NULL)), "
               "CHECK ((what = 'answer') = (milliseconds IS NOT NULL)), "
               "CHECK (confidence IS NULL OR what = 'answer')"
               ") STRICT"},
    {"settings_of_name", "CREATE INDEX settings_of_name ON settings (name, pack, sitting)"},
    {"asked_of_pack", "CREATE INDEX asked_of_pack ON asked (pack)"},
    {"asked_of_round", "CREATE INDEX asked_of_round ON asked (round)"}, /* for the latest */
    {"asked_of_sitting", "CREATE INDEX asked_of_sitting ON asked (sitting)"},
    {"events_of_asked", "CREATE INDEX events_of_asked ON events (asked)"},
};

#define OBJECT_COUNT (sizeof objects / sizeof objects[0])

/* What a database says about itself. */
struct identity {
    int64_t application;
    int64_t version;
    int64_t objects; /* tables, indexes, views, triggers */
};

/* The one number that a query answers.  @return an SQLite result code. */
static int ask_number(struct sqlite3 *db, const char *sql, int64_t *number)
{
    struct sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        *number = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    }
    const int end = sqlite3_finalize(statement); /* repeats what step said */
    return code == SQLITE_ROW ? SQLITE_OK : code == SQLITE_OK ? end : code;
}

static int identify(struct sqlite3 *db, struct identity *identity)
{
    *identity = (struct identity){0};
    int code = ask_number(db, "SELECT count(*) FROM sqlite_master", &identity->objects);
    if (code == SQLITE_OK) {
        code = ask_number(db, "PRAGMA application_id", &identity->application);
    }
    if (code == SQLITE_OK) {
        code = ask_number(db, "PRAGMA user_version", &identity->version);
    }
    return code;
}

static bool is_empty(const struct identity *identity)
{
    return identity->application == 0 && identity->version == 0 && identity->objects == 0;
}

static int run_all(struct sqlite3 *db, const char *const list[], size_t count)
{
    int code = SQLITE_OK;
    for (size_t i = 0; i < count && code == SQLITE_OK; i++) {
        code = sqlite3_exec(db, list[i], NULL, NULL, NULL);
    }
    return code;
}

static int make_objects(struct sqlite3 *db)
{
    int code = run_all(db, stamps, sizeof stamps / sizeof stamps[0]);
    for (size_t i = 0; i < OBJECT_COUNT && code == SQLITE_OK; i++) {
        code = sqlite3_exec(db, objects[i].sql, NULL, NULL, NULL);
    }
    return code;
}

/* Make the tables, unless another amiquiz made them while we waited for the lock. */
static int create(struct sqlite3 *db, struct identity *identity)
{
    int code = store_write_safely(db);
    if (code == SQLITE_OK) {
        code = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    }
    if (code == SQLITE_OK) {
        code = identify(db, identity);
    }
    if (code == SQLITE_OK && is_empty(identity)) {
        code = make_objects(db);
        *identity = (struct identity){.application = APPLICATION_ID, .version = STORE_VERSION};
    }
    if (code == SQLITE_OK) {
        code = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    }
    return code; /* what is left open after a failure ends with the connection */
}

/* ---- From older versions ---- */

#define VERSION_1_ASKED                                                                            \
    "id, at, round, position, question, pack, digest, kind, decision, facts, telling, seed,"       \
    " options, \"key\", rule"
#define VERSION_1_EVENTS "id, at, asked, what, chosen, correct, milliseconds"

/* Each old version has one way straight to the present tables: what goes aside, what is taken over. */
static const char *const aside_1[] = {
    "DROP INDEX asked_of_pack",
    "DROP INDEX events_of_asked",
    "ALTER TABLE events RENAME TO events_1",
    "ALTER TABLE asked RENAME TO asked_1",
};

static const char *const over_1[] = {
    "INSERT INTO asked (" VERSION_1_ASKED ") SELECT " VERSION_1_ASKED " FROM asked_1 ORDER BY id",
    "INSERT INTO events (" VERSION_1_EVENTS ") SELECT " VERSION_1_EVENTS
    " FROM events_1 ORDER BY id",
    "DROP TABLE events_1",
    "DROP TABLE asked_1",
};

/* Within the transaction.  What a table lacks that its version has is damage. */
static int take_over(struct sqlite3 *db)
{
    int code = run_all(db, aside_1, sizeof aside_1 / sizeof aside_1[0]);
    code = code == SQLITE_OK ? make_objects(db) : code;
    code = code == SQLITE_OK ? run_all(db, over_1, sizeof over_1 / sizeof over_1[0]) : code;
    return code == SQLITE_OK ? sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) : code;
}

static bool not_upgraded(struct store *store, int code, struct store_problem *problem)
{
    if (code == SQLITE_ERROR) {
        return store_damaged(problem, store->path, sqlite3_errmsg(store->db));
    }
    return store_explain(problem, store->db, store->path, code);
}

/*
 * With the copy at hand.  While we waited for the lock another amiquiz may have done all this, and
 * then the copy may be one of the new tables: it is let go.
 */
static bool upgrade_after(struct store *store, const char *copy, const char *target,
                          struct identity *identity, struct store_problem *problem)
{
    const int64_t from = identity->version;
    int code = store_write_safely(store->db);
    code = code == SQLITE_OK ? sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) : code;
    code = code == SQLITE_OK ? identify(store->db, identity) : code;
    const bool ours = code == SQLITE_OK && identity->version == from;
    bool done = code == SQLITE_OK || store_explain(problem, store->db, store->path, code);
    if (ours) {
        done = store_copy_place(copy, target, problem);
        code = done ? take_over(store->db) : SQLITE_OK;
        identity->version = STORE_VERSION;
        done = done && (code == SQLITE_OK || not_upgraded(store, code, problem));
    } else {
        (void)unlink(copy);
    }
    if (sqlite3_get_autocommit(store->db) == 0) { /* nothing was to do, or it failed */
        (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    }
    return done;
}

char *store_old_copy(const struct store *store, int version)
{
    struct buffer b = {0};
    buffer_addf(&b, "%s.version-%d", store->path, version);
    return buffer_take(&b);
}

/* What is damaged is not taken over, and neither is what could not be copied before. */
static bool upgrade(struct store *store, struct identity *identity, struct store_problem *problem)
{
    if (!store_check(store, problem)) {
        return false;
    }
    char *target = store_old_copy(store, (int)identity->version);
    char *copy = target != NULL ? store_copy_make(store, target, problem) : NULL;
    const bool done = copy != NULL ? upgrade_after(store, copy, target, identity, problem)
                                   : target != NULL || store_no_memory(problem);
    const bool good = copy != NULL && done;
    free(copy);
    free(target);
    return good;
}

/* ---- Is it ours? ---- */

/* Whether an object is there just as we make it: rows keep only the rules of their own table. */
static int look_for(struct sqlite3 *db, const struct object *object, bool *found)
{
    struct sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, "SELECT 1 FROM sqlite_master WHERE name = ?1 AND sql = ?2",
                                  -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_bind_text(statement, 1, object->name, -1, SQLITE_STATIC);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_bind_text(statement, 2, object->sql, -1, SQLITE_STATIC);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
    }
    *found = code == SQLITE_ROW;
    (void)sqlite3_finalize(statement); /* says again what step said */
    return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

static bool compare_objects(struct store *store, struct store_problem *problem)
{
    for (size_t i = 0; i < OBJECT_COUNT; i++) {
        bool found;
        const int code = look_for(store->db, &objects[i], &found);
        if (code != SQLITE_OK) {
            return store_explain(problem, store->db, store->path, code);
        }
        if (!found) {
            char words[64];
            snprintf(words, sizeof words, "\"%s\" is not there as amiquiz made it",
                     objects[i].name);
            return store_damaged(problem, store->path, words);
        }
    }
    return true;
}

bool store_settle_schema(struct store *store, struct store_problem *problem)
{
    char name[STORE_NAME_SIZE];
    struct identity identity;
    int code = identify(store->db, &identity);
    if (code == SQLITE_OK && is_empty(&identity)) {
        code = create(store->db, &identity);
    }
    if (code != SQLITE_OK) {
        return store_explain(problem, store->db, store->path, code);
    }
    if (identity.application != APPLICATION_ID) {
        return store_complain(
            problem, "name another file with --db FILE or AMIQUIZ_DB; this one was left as it is",
            "\"%s\" is a database of another program", store_name(store->path, name));
    }
    if (identity.version > STORE_VERSION) {
        return store_complain(problem, "install that version, or name another file with --db FILE",
                              "\"%s\" was made by a newer amiquiz (version %lld of the tables; "
                              "this one knows %d)",
                              store_name(store->path, name), (long long)identity.version,
                              STORE_VERSION);
    }
    if (identity.version < 1) {
        return store_damaged(problem, store->path, "it says nothing about its version");
    }
    if (identity.version < STORE_VERSION && store->only_reads) {
        return store_complain(
            problem, "copy it to a folder of yours, and name the copy with --db FILE",
            "\"%s\" was made by an older amiquiz, and cannot be brought up to date "
            "where nothing may be written",
            store_name(store->path, name));
    }
    if (identity.version < STORE_VERSION && !upgrade(store, &identity, problem)) {
        return false;
    }
    return compare_objects(store, problem);
}
