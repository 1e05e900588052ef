/*
 * The tables: what they say, whose they are, which version.
 *
 * Version 1 is the first.  A later one adds its step here: one transaction after a backup; a file
 * newer than ours is never touched.
 */
#include "questions/tutor/store_private.h"

#include <sqlite3.h>
#include <stdio.h>

#define APPLICATION_ID 0x616d717a /* "amqz", in the file's header, where file(1) looks too */
#define VERSION        1

#define TEXT_OF(x) #x
#define NUMBER(x)  TEXT_OF(x)

/* Who made the file, in its header, where file(1) looks too, and which version. */
static const char *const stamps[] = {
    "PRAGMA application_id = " NUMBER(APPLICATION_ID),
    "PRAGMA user_version = " NUMBER(VERSION),
};

/*
 * The tables.  Both only grow: there is no UPDATE and no DELETE in the program.  STRICT refuses
 * values of another type, the CHECKs those that mean nothing; quick_check asks both again at every
 * opening.  (round, position) is not unique: two drills at once may be in the same round.
 *
 * SQLite keeps these texts in the file and we compare them, so a changed byte, were it a space, is
 * another version.
 */
static const struct object {
    const char *name;
    const char *sql;
} objects[] = {
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
              "CHECK (telling IS NULL OR facts IS NOT NULL)"
              ") STRICT"},
    /*
     * What happened to a question, in the order of id (clocks go back at times).  An undo takes
     * back the last answer or skip of its question that still stands; of marks the last one holds.
     */
    {"events", "CREATE TABLE events ("
               "id INTEGER PRIMARY KEY, "
               "at INTEGER NOT NULL CHECK (at >= 0), " /* Unix time, seconds */
               "asked INTEGER NOT NULL REFERENCES asked (id), "
               "what TEXT NOT NULL CHECK (what IN ('answer', 'skip', 'undo', 'mark', 'unmark')), "
               /* The next three belong to an answer, and every answer has them. */
               "chosen TEXT CHECK (chosen <> ''), " /* ids of options, joined by spaces */
               "correct INTEGER CHECK (correct IN (0, 1)), "
               "milliseconds INTEGER CHECK (milliseconds >= 0), " /* from seeing to answering */
               "CHECK ((what = 'answer') = (chosen IS NOT NULL)), "
               "CHECK ((what = 'answer') = (correct IS NOT NULL)), "
               "CHECK ((what = 'answer') = (milliseconds IS NOT NULL))"
               ") STRICT"},
    {"asked_of_pack", "CREATE INDEX asked_of_pack ON asked (pack)"},
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

static int make_objects(struct sqlite3 *db)
{
    int code = SQLITE_OK;
    for (size_t i = 0; i < sizeof stamps / sizeof stamps[0] && code == SQLITE_OK; i++) {
        code = sqlite3_exec(db, stamps[i], NULL, NULL, NULL);
    }
    for (size_t i = 0; i < OBJECT_COUNT && code == SQLITE_OK; i++) {
        code = sqlite3_exec(db, objects[i].sql, NULL, NULL, NULL);
    }
    return code;
}

/* Make the tables, unless another amiquiz made them while we waited for the lock. */
static int create(struct sqlite3 *db, struct identity *identity)
{
    int code = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (code == SQLITE_OK) {
        code = identify(db, identity);
    }
    if (code == SQLITE_OK && is_empty(identity)) {
        code = make_objects(db);
        *identity = (struct identity){.application = APPLICATION_ID, .version = VERSION};
    }
    if (code == SQLITE_OK) {
        code = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    }
    return code; /* what is left open after a failure ends with the connection */
}

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
    if (identity.version > VERSION) {
        return store_complain(problem, "install that version, or name another file with --db FILE",
                              "\"%s\" was made by a newer amiquiz (version %lld of the tables; "
                              "this one knows %d)",
                              store_name(store->path, name), (long long)identity.version, VERSION);
    }
    if (identity.version < VERSION) {
        return store_damaged(problem, store->path, "it says nothing about its version");
    }
    return compare_objects(store, problem);
}
