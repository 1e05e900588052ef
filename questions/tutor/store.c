/*
 * Records in and out.  Every write is a transaction of its own, begun IMMEDIATE so that it waits
 * for its turn at the beginning, where waiting is safe, and not half-way.
 */
#include "questions/tutor/store_private.h"

#include <assert.h>
#include <sqlite3.h>
#include <string.h>

/* All the program says to the database while it is open; values are always bound. */
static const char *const sql[STATEMENT_COUNT] = {
    [STATEMENT_BEGIN] = "BEGIN IMMEDIATE",
    [STATEMENT_COMMIT] = "COMMIT",
    [STATEMENT_ROLLBACK] = "ROLLBACK",
    [STATEMENT_ASK] = "INSERT INTO asked (at, round, position, question, pack, digest, kind,"
                      " decision, facts, telling, seed, options, \"key\", rule)"
                      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    [STATEMENT_HAPPEN] = "INSERT INTO events (at, asked, what, chosen, correct, milliseconds)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    /* Only where there is something to take back; no row otherwise. */
    [STATEMENT_UNDO] = "INSERT INTO events (at, asked, what) SELECT ?1, ?2, ?3 WHERE 0 <"
                       " (SELECT sum(CASE what WHEN 'undo' THEN -1 ELSE 1 END) FROM events"
                       "  WHERE asked = ?2 AND what IN ('answer', 'skip', 'undo'))",
    [STATEMENT_HISTORY] = "SELECT id, at, round, position, question, pack, digest, kind, decision,"
                          " facts, telling, seed, options, \"key\", rule,"
                          " (SELECT what = 'mark' FROM events WHERE asked = asked.id"
                          "  AND what IN ('mark', 'unmark') ORDER BY id DESC LIMIT 1)"
                          " FROM asked WHERE pack = ?1 ORDER BY id",
    /* Backwards: the first answer or skip that no undo seen before it took back. */
    [STATEMENT_STANDING] = "SELECT what, at, chosen, correct, milliseconds FROM events"
                           " WHERE asked = ?1 AND what IN ('answer', 'skip', 'undo')"
                           " ORDER BY id DESC",
    [STATEMENT_NEXT_ROUND] = "SELECT coalesce(max(round), 0) + 1 FROM asked",
};

static const char *const words[] = {
    [HAPPENED_ANSWER] = "answer", [HAPPENED_SKIP] = "skip",     [HAPPENED_UNDO] = "undo",
    [HAPPENED_MARK] = "mark",     [HAPPENED_UNMARK] = "unmark",
};

int store_prepare(struct store *store)
{
    int code = SQLITE_OK;
    for (size_t i = 0; i < STATEMENT_COUNT && code == SQLITE_OK; i++) {
        code = sqlite3_prepare_v3(store->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT,
                                  &store->statements[i], NULL);
    }
    return code;
}

static bool explain(struct store *store, int code, struct store_problem *problem)
{
    return store_explain(problem, store->db, store->path, code);
}

/* ---- Writing ---- */

/* Run a statement that answers nothing. */
static int run(struct store *store, enum statement which)
{
    const int code = sqlite3_step(store->statements[which]);
    (void)sqlite3_reset(store->statements[which]); /* says again what step said */
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* SQLite has rolled back some failures itself. */
static void roll_back(struct store *store)
{
    if (sqlite3_get_autocommit(store->db) == 0) {
        (void)run(store, STATEMENT_ROLLBACK);
    }
}

/* Run a statement that inserts, whose values are bound, and have it on disk. */
static bool write_record(struct store *store, enum statement which, int64_t *rows,
                         struct store_problem *problem)
{
    int code = run(store, STATEMENT_BEGIN);
    if (code == SQLITE_OK) {
        code = run(store, which);
        *rows = sqlite3_changes(store->db);
    }
    if (code == SQLITE_OK) {
        code = run(store, STATEMENT_COMMIT);
    }
    if (code != SQLITE_OK) {
        (void)explain(store, code, problem);
        roll_back(store);
    }
    (void)sqlite3_clear_bindings(store->statements[which]); /* the texts are only borrowed */
    return code == SQLITE_OK;
}

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

bool store_asked(struct store *store, const struct asked *asked, int64_t *id,
                 struct store_problem *problem)
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
    if (code != SQLITE_OK) {
        return explain(store, code, problem);
    }
    int64_t rows;
    if (!write_record(store, STATEMENT_ASK, &rows, problem)) {
        return false;
    }
    *id = sqlite3_last_insert_rowid(store->db);
    return true;
}

bool store_event(struct store *store, const struct event *event, struct store_problem *problem)
{
    assert((size_t)event->what < sizeof words / sizeof words[0]);
    const bool undo = event->what == HAPPENED_UNDO;
    const enum statement which = undo ? STATEMENT_UNDO : STATEMENT_HAPPEN;
    struct sqlite3_stmt *s = store->statements[which];
    int code = SQLITE_OK;
    bind_number(s, 1, event->at, &code);
    bind_number(s, 2, event->asked, &code);
    bind_text(s, 3, words[event->what], &code);
    if (!undo) {
        bind_text(s, 4, event->chosen, &code);
    }
    if (event->what == HAPPENED_ANSWER) {
        bind_number(s, 5, event->correct ? 1 : 0, &code);
        bind_number(s, 6, event->milliseconds, &code);
    }
    if (code != SQLITE_OK) {
        return explain(store, code, problem);
    }
    int64_t rows;
    if (!write_record(store, which, &rows, problem)) {
        return false;
    }
    return rows == 1 || store_complain(problem, "go on with another question; nothing was changed",
                                       "question %lld has no answer that could be taken back",
                                       (long long)event->asked);
}

/* ---- Reading ---- */

/* A text; NULL where the column is NULL, and then, with `lost`, where memory ran out. */
static const char *text_at(struct sqlite3_stmt *s, int column, bool *lost)
{
    const bool is_null = sqlite3_column_type(s, column) == SQLITE_NULL;
    const char *text = (const char *)sqlite3_column_text(s, column);
    *lost = *lost || (text == NULL && !is_null);
    return text;
}

/* The row of STATEMENT_HISTORY as a record; the texts live until the next step. */
static int read_asked(struct sqlite3_stmt *s, struct outcome_record *record)
{
    bool lost = false;
    *record = (struct outcome_record){.id = sqlite3_column_int64(s, 0),
                                      .marked = sqlite3_column_int(s, 15) != 0};
    struct asked *asked = &record->asked;
    asked->at = sqlite3_column_int64(s, 1);
    asked->round = sqlite3_column_int64(s, 2);
    asked->position = sqlite3_column_int64(s, 3);
    asked->question = text_at(s, 4, &lost);
    asked->pack = text_at(s, 5, &lost);
    asked->digest = text_at(s, 6, &lost);
    asked->kind = text_at(s, 7, &lost);
    asked->decision = text_at(s, 8, &lost);
    asked->facts = text_at(s, 9, &lost);
    asked->telling = text_at(s, 10, &lost);
    asked->seed = (uint64_t)sqlite3_column_int64(s, 11);
    asked->options = text_at(s, 12, &lost);
    asked->key = text_at(s, 13, &lost);
    asked->rule = text_at(s, 14, &lost);
    return lost ? SQLITE_NOMEM : SQLITE_OK;
}

/* The row of STATEMENT_STANDING, an answer, in its record. */
static int read_answer(struct sqlite3_stmt *s, struct outcome_record *record)
{
    bool lost = false;
    record->answered = true;
    record->answered_at = sqlite3_column_int64(s, 1);
    record->chosen = text_at(s, 2, &lost);
    record->correct = sqlite3_column_int(s, 3) != 0;
    record->milliseconds = sqlite3_column_int64(s, 4);
    return lost ? SQLITE_NOMEM : SQLITE_OK;
}

/* Fill in which answer or skip stands.  The statement is left on its row, where the texts are. */
static int read_standing(struct sqlite3_stmt *s, struct outcome_record *record)
{
    bool lost = false;
    int64_t taken_back = 0;
    int code = sqlite3_bind_int64(s, 1, record->id);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        const char *what = text_at(s, 0, &lost);
        if (lost) {
            return SQLITE_NOMEM;
        }
        code = SQLITE_OK;
        if (strcmp(what, words[HAPPENED_UNDO]) == 0) {
            taken_back++;
        } else if (taken_back > 0) {
            taken_back--;
        } else if (strcmp(what, words[HAPPENED_SKIP]) == 0) {
            record->skipped = true;
            return SQLITE_OK;
        } else {
            return read_answer(s, record);
        }
    }
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

bool store_history(struct store *store, const char *pack,
                   bool (*visit)(void *context, const struct outcome_record *record), void *context,
                   struct store_problem *problem)
{
    struct sqlite3_stmt *questions = store->statements[STATEMENT_HISTORY];
    struct sqlite3_stmt *standing = store->statements[STATEMENT_STANDING];
    bool on = true;
    int code = sqlite3_bind_text(questions, 1, pack, -1, SQLITE_STATIC);
    while (on && code == SQLITE_OK && (code = sqlite3_step(questions)) == SQLITE_ROW) {
        struct outcome_record record;
        code = read_asked(questions, &record);
        code = code == SQLITE_OK ? read_standing(standing, &record) : code;
        on = code == SQLITE_OK && visit(context, &record);
        (void)sqlite3_reset(standing);
    }
    const bool whole = code == SQLITE_OK || code == SQLITE_DONE;
    if (!whole) {
        (void)explain(store, code, problem);
    }
    (void)sqlite3_reset(standing);
    (void)sqlite3_reset(questions);
    (void)sqlite3_clear_bindings(questions);
    return whole;
}

bool store_next_round(struct store *store, int64_t *round, struct store_problem *problem)
{
    struct sqlite3_stmt *s = store->statements[STATEMENT_NEXT_ROUND];
    const int code = sqlite3_step(s);
    if (code == SQLITE_ROW) {
        *round = sqlite3_column_int64(s, 0);
    } else {
        (void)explain(store, code, problem);
    }
    (void)sqlite3_reset(s);
    return code == SQLITE_ROW;
}
