/*
 * Records in.  Every write is a transaction of its own, begun IMMEDIATE so that it waits for its
 * turn at the beginning, where waiting is safe, and not half-way.
 */
#include "questions/tutor/store_private.h"

#include <assert.h>
#include <sqlite3.h>
#include <string.h>

/* A question that was asked, in the order in which store_read.c reads it. */
#define ASKED                                                                                      \
    "asked.id, asked.at, round, position, question, asked.pack, asked.digest, kind, decision,"     \
    " facts, telling, asked.seed, options, \"key\", rule, asked.sitting, sittings.what, how"
#define FROM_ASKED                                                                                 \
    " FROM asked LEFT JOIN sittings ON sittings.id = asked.sitting"                                \
    " LEFT JOIN endings ON endings.sitting = asked.sitting"

/* An exam that is over takes no more of these. */
#define STILL_OPEN                                                                                 \
    " NOT EXISTS (SELECT 1 FROM asked JOIN endings USING (sitting) WHERE asked.id = ?2"            \
    " AND how IN ('handed-in', 'timed-out') AND ?3 IN ('answer', 'skip', 'undo'))"

/*
 * The number of a new row: above all there are, and above those that were forgotten (store_forget.c),
 * so that what another terminal still holds open is never taken for something newer.
 */
#define NEW_ID(table)                                                                              \
    " VALUES (1 + max(coalesce((SELECT max(id) FROM " table "), 0), coalesce((SELECT"              \
    " max(CAST(value AS INTEGER)) FROM settings WHERE name = '" STORE_FORGOTTEN "'), 0)),"

/* All the program says to the database while it is open; values are always bound. */
static const char *const sql[STATEMENT_COUNT] = {
    [STATEMENT_BEGIN] = "BEGIN IMMEDIATE",
    [STATEMENT_COMMIT] = "COMMIT",
    [STATEMENT_ROLLBACK] = "ROLLBACK",
    [STATEMENT_SIT] = "INSERT INTO sittings (id, at, what, pack, digest, seed)" NEW_ID(
        "sittings") " ?1, ?2, ?3, ?4, ?5)",
    [STATEMENT_END] = "INSERT OR IGNORE INTO endings (sitting, at, how) VALUES (?1, ?2, ?3)",
    [STATEMENT_SET] = "INSERT INTO settings (at, pack, sitting, name, value)"
                      " VALUES (?1, ?2, ?3, ?4, ?5)",
    [STATEMENT_ASK] = "INSERT INTO asked (id, at, round, position, question, pack, digest, kind,"
                      " decision, facts, telling, seed, options, \"key\", rule, sitting,"
                      " item)" NEW_ID("asked") " ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
                                               " ?12, ?13, ?14, ?15, ?16)",
    [STATEMENT_HAPPEN] = "INSERT INTO events (at, asked, what, chosen, correct, milliseconds,"
                         " confidence) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE" STILL_OPEN,
    /* Only where there is something to take back; no row otherwise. */
    [STATEMENT_UNDO] = "INSERT INTO events (at, asked, what) SELECT ?1, ?2, ?3 WHERE 0 <"
                       " (SELECT sum(CASE what WHEN 'undo' THEN -1 ELSE 1 END) FROM events"
                       "  WHERE asked = ?2 AND what IN ('answer', 'skip', 'undo')) AND" STILL_OPEN,
    [STATEMENT_COURSES] = "SELECT pack FROM asked GROUP BY pack ORDER BY min(id)",
    /* A question's whole text is long, and wanted only where a sitting is taken up again. */
    [STATEMENT_HISTORY] =
        "SELECT " ASKED ", NULL" FROM_ASKED " WHERE asked.pack = ?1 ORDER BY asked.id",
    [STATEMENT_SITTING] =
        "SELECT " ASKED ", item" FROM_ASKED " WHERE asked.sitting = ?1 ORDER BY asked.id",
    /* Backwards: the first answer or skip that no undo seen before it took back. */
    [STATEMENT_EVENTS] = "SELECT what, at, chosen, correct, milliseconds, confidence FROM events"
                         " WHERE asked = ?1 ORDER BY id DESC",
    [STATEMENT_SITTINGS] = "SELECT id, sittings.at, what, pack, digest, seed, how, endings.at"
                           " FROM sittings LEFT JOIN endings ON endings.sitting = sittings.id"
                           " WHERE ?1 IS NULL OR what = ?1 ORDER BY id",
    [STATEMENT_SETTING] = "SELECT value FROM settings WHERE name = ?1 AND pack IS ?2"
                          " AND sitting IS ?3 ORDER BY id DESC LIMIT 1",
    [STATEMENT_NEXT_ROUND] = "SELECT coalesce(max(round), 0) + 1 FROM asked",
};

const char *const store_happenings[] = {
    [HAPPENED_ANSWER] = "answer", [HAPPENED_SKIP] = "skip",     [HAPPENED_UNDO] = "undo",
    [HAPPENED_MARK] = "mark",     [HAPPENED_UNMARK] = "unmark", [HAPPENED_HINT] = "hint",
};

const char *const store_kinds[] = {
    [SITTING_NONE] = NULL,   [SITTING_DRILL] = "drill",       [SITTING_LEARN] = "learn",
    [SITTING_CRAM] = "cram", [SITTING_DIAGNOSE] = "diagnose", [SITTING_EXAM] = "exam",
};

const char *const store_ends[] = {
    [END_OPEN] = NULL,
    [END_HANDED_IN] = "handed-in",
    [END_TIMED_OUT] = "timed-out",
    [END_FINISHED] = "finished",
};

#define KINDS (sizeof store_kinds / sizeof store_kinds[0])
#define ENDS  (sizeof store_ends / sizeof store_ends[0])

int store_prepare(struct store *store)
{
    int code = SQLITE_OK;
    for (size_t i = 0; i < STATEMENT_COUNT && code == SQLITE_OK; i++) {
        code = sqlite3_prepare_v3(store->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT,
                                  &store->statements[i], NULL);
    }
    return code;
}

bool store_step_failed(struct store *store, int code, struct store_problem *problem)
{
    if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB) {
        store->sound = false; /* the next opening looks at all of it */
    }
    return store_explain(problem, store->db, store->path, code);
}

/* ---- Transactions ---- */

/* Run a statement that answers nothing; its texts were only borrowed. */
static int run(struct store *store, enum statement which)
{
    const int code = sqlite3_step(store->statements[which]);
    (void)sqlite3_reset(store->statements[which]); /* says again what step said */
    (void)sqlite3_clear_bindings(store->statements[which]);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/*
 * The end of a transaction of which all went well up to now, or did not: on disk, or taken back.
 * SQLite has rolled back some failures itself.
 */
static bool finish(struct store *store, int code, struct store_problem *problem)
{
    if (code == SQLITE_OK) {
        code = run(store, STATEMENT_COMMIT);
    }
    if (code != SQLITE_OK) {
        (void)store_step_failed(store, code, problem);
        if (sqlite3_get_autocommit(store->db) == 0) {
            (void)run(store, STATEMENT_ROLLBACK);
        }
    }
    return code == SQLITE_OK;
}

/*
 * Run a statement that inserts, whose values were bound with this result, and have it on disk.
 * @rows  receives how many it inserted; may be NULL
 */
static bool write_record(struct store *store, enum statement which, int bound, int64_t *rows,
                         struct store_problem *problem)
{
    if (bound != SQLITE_OK) {
        (void)sqlite3_clear_bindings(store->statements[which]);
        return store_step_failed(store, bound, problem);
    }
    int code = run(store, STATEMENT_BEGIN);
    if (code == SQLITE_OK) {
        code = run(store, which);
    }
    if (rows != NULL) {
        *rows = sqlite3_changes(store->db);
    }
    return finish(store, code, problem);
}

/* ---- Values ---- */

static void note(int *code, int next)
{
    *code = *code == SQLITE_OK ? next : *code;
}

static void bind_text(struct sqlite3_stmt *s, int place, const char *text, int *code)
{
    note(code, sqlite3_bind_text(s, place, text, -1, SQLITE_STATIC)); /* NULL binds NULL */
}

static void bind_number(struct sqlite3_stmt *s, int place, int64_t number, int *code)
{
    note(code, sqlite3_bind_int64(s, place, number));
}

/* A number of a row; 0 is none. */
static void bind_id(struct sqlite3_stmt *s, int place, int64_t id, int *code)
{
    note(code, id != 0 ? sqlite3_bind_int64(s, place, id) : sqlite3_bind_null(s, place));
}

static int bind_asked(struct store *store, const struct asked *asked, int64_t sitting)
{
    struct sqlite3_stmt *s = store->statements[STATEMENT_ASK];
    const char *const texts[] = {asked->question, asked->pack,  asked->digest, asked->kind,
                                 asked->decision, asked->facts, asked->telling};
    const char *const more[] = {asked->options, asked->key, asked->rule};
    int code = SQLITE_OK, place = 1;
    bind_number(s, place++, asked->at, &code);
    bind_number(s, place++, asked->round, &code);
    bind_number(s, place++, asked->position, &code);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        bind_text(s, place++, texts[i], &code);
    }
    bind_number(s, place++, (int64_t)asked->seed, &code);
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++) {
        bind_text(s, place++, more[i], &code);
    }
    bind_id(s, place++, sitting, &code);
    bind_text(s, place++, asked->item, &code);
    return code;
}

static int bind_setting(struct store *store, const struct setting *setting)
{
    struct sqlite3_stmt *s = store->statements[STATEMENT_SET];
    int code = SQLITE_OK;
    bind_number(s, 1, setting->at, &code);
    bind_text(s, 2, setting->pack, &code);
    bind_id(s, 3, setting->sitting, &code);
    bind_text(s, 4, setting->name, &code);
    bind_text(s, 5, setting->value, &code);
    return code;
}

static int bind_sitting(struct store *store, const struct sitting *sitting)
{
    struct sqlite3_stmt *s = store->statements[STATEMENT_SIT];
    int code = SQLITE_OK;
    assert((size_t)sitting->what < KINDS);
    bind_number(s, 1, sitting->at, &code);
    bind_text(s, 2, store_kinds[sitting->what], &code);
    bind_text(s, 3, sitting->pack, &code);
    bind_text(s, 4, sitting->digest, &code);
    bind_number(s, 5, (int64_t)sitting->seed, &code);
    return code;
}

/* ---- Writing ---- */

/* Records have Unix times; a clock that says less was never set, or lost its battery. */
static bool is_time(int64_t at, struct store_problem *problem)
{
    return at >= 0 ||
           store_complain(
               problem,
               "set its date and time, then begin again; all that was saved is still there",
               "the clock of this machine is wrong: it says that it is before 1970");
}

/* The rows of a sitting, within a transaction.  @return an SQLite result code. */
static int write_sitting(struct store *store, const struct sitting *sitting, int64_t *id)
{
    int code = bind_sitting(store, sitting);
    note(&code, code == SQLITE_OK ? run(store, STATEMENT_SIT) : code);
    *id = sqlite3_last_insert_rowid(store->db);
    for (size_t i = 0; i < sitting->setting_count && code == SQLITE_OK; i++) {
        const struct setting setting = {.at = sitting->at,
                                        .sitting = *id,
                                        .name = sitting->settings[i].name,
                                        .value = sitting->settings[i].value};
        code = bind_setting(store, &setting);
        code = code == SQLITE_OK ? run(store, STATEMENT_SET) : code;
    }
    for (size_t i = 0; i < sitting->asked_count && code == SQLITE_OK; i++) {
        code = bind_asked(store, &sitting->asked[i], *id);
        code = code == SQLITE_OK ? run(store, STATEMENT_ASK) : code;
    }
    return code;
}

bool store_sitting(struct store *store, const struct sitting *sitting, int64_t *id,
                   struct store_problem *problem)
{
    int64_t made = 0;
    if (!is_time(sitting->at, problem)) {
        return false;
    }
    int code = run(store, STATEMENT_BEGIN);
    if (code == SQLITE_OK) {
        code = write_sitting(store, sitting, &made);
    }
    if (!finish(store, code, problem)) {
        return false;
    }
    *id = made;
    return true;
}

bool store_end(struct store *store, int64_t sitting, int64_t at, enum sitting_end end,
               struct store_problem *problem)
{
    struct sqlite3_stmt *s = store->statements[STATEMENT_END];
    int code = SQLITE_OK;
    assert(end != END_OPEN && (size_t)end < ENDS);
    if (!is_time(at, problem)) {
        return false;
    }
    bind_number(s, 1, sitting, &code);
    bind_number(s, 2, at, &code);
    bind_text(s, 3, store_ends[end], &code);
    return write_record(store, STATEMENT_END, code, NULL, problem);
}

bool store_set(struct store *store, const struct setting *setting, struct store_problem *problem)
{
    return is_time(setting->at, problem) &&
           write_record(store, STATEMENT_SET, bind_setting(store, setting), NULL, problem);
}

bool store_asked(struct store *store, const struct asked *asked, int64_t *id,
                 struct store_problem *problem)
{
    if (!is_time(asked->at, problem) ||
        !write_record(store, STATEMENT_ASK, bind_asked(store, asked, asked->sitting), NULL,
                      problem)) {
        return false;
    }
    *id = sqlite3_last_insert_rowid(store->db);
    return true;
}

/* Nothing was written: the question is in an exam that is over, or there is nothing to take back. */
static bool nothing_happened(const struct event *event, struct store_problem *problem)
{
    static const char hint[] = "go on with another question; nothing was changed";
    if (event->what == HAPPENED_UNDO) {
        return store_complain(problem, hint,
                              "this question has no answer that could be taken back");
    }
    return store_complain(problem, "amiquiz exam begins another; nothing was changed",
                          "the exam that this question is part of is over");
}

bool store_event(struct store *store, const struct event *event, struct store_problem *problem)
{
    assert((size_t)event->what < sizeof store_happenings / sizeof store_happenings[0]);
    const bool undo = event->what == HAPPENED_UNDO;
    const enum statement which = undo ? STATEMENT_UNDO : STATEMENT_HAPPEN;
    struct sqlite3_stmt *s = store->statements[which];
    int code = SQLITE_OK;
    if (!is_time(event->at, problem)) {
        return false;
    }
    bind_number(s, 1, event->at, &code);
    bind_number(s, 2, event->asked, &code);
    bind_text(s, 3, store_happenings[event->what], &code);
    if (!undo) {
        bind_text(s, 4, event->chosen, &code);
    }
    if (event->what == HAPPENED_ANSWER) {
        bind_number(s, 5, event->correct ? 1 : 0, &code);
        bind_number(s, 6, event->milliseconds, &code);
    }
    if (event->what == HAPPENED_ANSWER && event->has_confidence) {
        bind_number(s, 7, event->confidence, &code);
    }
    int64_t rows = 0;
    if (!write_record(store, which, code, &rows, problem)) {
        return false;
    }
    return rows == 1 || nothing_happened(event, problem);
}
