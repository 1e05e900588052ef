/* A scoring comes back from its database.  The file may be anybody's by now, so it is read as such: no
 * triggers, no views, nothing of its schema trusted, every cell checked as in responses.csv. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/score/db.h"
#include "questions/score/db_private.h"
#include "questions/score/kept.h"
#include "questions/text/buffer.h"

struct db_in {
    sqlite3 *handle;
};

#define HEAD 72 /* bytes of the header that tell what a file is */
#define APPLICATION_ID                                                                             \
    68 /* where it stands, the highest byte first: sqlite.org/fileformat.html, 1.3 */

/* False: it cannot be read, or is none of SQLite's. */
static bool read_head(const char *path, unsigned char head[HEAD])
{
    static const char magic[16] = "SQLite format 3";
    FILE *file = fopen(path, "rb");
    const bool read = file != NULL && fread(head, 1, HEAD, file) == HEAD &&
                      memcmp(head, magic, sizeof magic) == 0;
    if (file != NULL) {
        (void)fclose(file);
    }
    return read;
}

bool db_in_looks(const char *path)
{
    unsigned char head[HEAD];
    return read_head(path, head);
}

bool db_in_ours(const char *path)
{
    unsigned char head[HEAD];
    long long id = 0;
    if (!read_head(path, head)) {
        return false;
    }
    for (size_t i = 0; i < 4; i++) {
        id = id * 256 + head[APPLICATION_ID + i];
    }
    return id == atoll(DB_APPLICATION_ID);
}

static bool failed(struct db_in *db, struct buffer *problem)
{
    buffer_add_text(problem, sqlite3_errmsg(db->handle));
    return false;
}

/* The one number that a statement answers; -1 on failure. */
static long long number(struct db_in *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    long long value = -1;
    if (sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
        value = sqlite3_column_int64(statement, 0);
    }
    (void)sqlite3_finalize(statement);
    return value;
}

static bool trust_nothing(struct db_in *db)
{
    static const int off[] = {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_TRIGGER,
                              SQLITE_DBCONFIG_ENABLE_VIEW, SQLITE_DBCONFIG_DQS_DML,
                              SQLITE_DBCONFIG_DQS_DDL};
    bool good = sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) == SQLITE_OK;
    for (size_t i = 0; good && i < sizeof off / sizeof off[0]; i++) {
        good = sqlite3_db_config(db->handle, off[i], 0, NULL) == SQLITE_OK;
    }
    return good && sqlite3_exec(db->handle, "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0", NULL,
                                NULL, NULL) == SQLITE_OK;
}

/*
 * The tables that are read, as far as they only hold what stands in the file: a view, a virtual table or a
 * generated column would work it out, and a few bytes can ask for a gigabyte and for minutes.
 */
static const char sound_tables[] =
    "SELECT count(*) FROM pragma_table_list AS t WHERE t.schema = 'main' AND t.type = 'table'"
    " AND t.name IN ('meta', 'students', 'responses')"
    " AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(t.name) WHERE hidden <> 0)";
#define SOUND_TABLES 3

struct db_in *db_in_open(const char *path, struct buffer *problem)
{
    struct db_in *db = calloc(1, sizeof *db);
    if (db == NULL) {
        buffer_add_text(problem, "memory ran out");
        return NULL;
    }
    const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (sqlite3_open_v2(path, &db->handle, flags, NULL) != SQLITE_OK || !trust_nothing(db)) {
        (void)failed(db, problem);
    } else if (number(db, "SELECT count(*) FROM sqlite_schema") < 0) {
        (void)failed(db, problem); /* cut off, or not SQLite's at all */
    } else if (number(db, "PRAGMA application_id") != atoll(DB_APPLICATION_ID)) {
        buffer_add_text(problem, "it is no database of a scoring");
    } else if (number(db, "PRAGMA user_version") != atoll(DB_VERSION)) {
        buffer_add_text(problem, "it is of another version of this program");
    } else if (number(db, sound_tables) != SOUND_TABLES) {
        buffer_add_text(problem, "its tables are not those that this program makes");
    } else {
        return db;
    }
    db_in_close(db);
    return NULL;
}

void db_in_close(struct db_in *db)
{
    if (db != NULL) {
        (void)sqlite3_close(db->handle);
        free(db);
    }
}

/* ---- Manifest and key ------------------------------------------------------------------------ */

static char *copy_column(sqlite3_stmt *statement, size_t *length)
{
    const void *bytes = sqlite3_column_blob(statement, 0);
    *length = (size_t)sqlite3_column_bytes(statement, 0);
    char *copy = malloc(*length + 1);
    if (copy != NULL) {
        if (*length > 0) {
            memcpy(copy, bytes, *length);
        }
        copy[*length] = '\0';
    }
    return copy;
}

/* A row of meta; NULL after a problem. */
static char *meta(struct db_in *db, const char *name, size_t *length, struct buffer *problem)
{
    sqlite3_stmt *statement = NULL;
    char *value = NULL;
    if (sqlite3_prepare_v2(db->handle, "SELECT value FROM meta WHERE name = ?", -1, &statement,
                           NULL) != SQLITE_OK ||
        sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC) != SQLITE_OK) {
        (void)failed(db, problem);
    } else if (sqlite3_step(statement) == SQLITE_ROW) {
        value = copy_column(statement, length);
        if (value == NULL) {
            buffer_add_text(problem, "memory ran out");
        }
    } else {
        buffer_addf(problem, "its table meta has no row \"%s\"", name);
    }
    (void)sqlite3_finalize(statement);
    return value;
}

bool db_in_kept(struct db_in *db, char **manifest, size_t *manifest_length, char **key,
                size_t *key_length, struct buffer *problem)
{
    *manifest = meta(db, "manifest", manifest_length, problem);
    *key = *manifest != NULL ? meta(db, "key", key_length, problem) : NULL;
    if (*key == NULL) {
        free(*manifest);
        *manifest = NULL;
    }
    return *key != NULL;
}

/* ---- Answers --------------------------------------------------------------------------------- */

static const char *column_text(sqlite3_stmt *statement, int column)
{
    return (const char *)sqlite3_column_text(statement, column);
}

static bool take_student(sqlite3_stmt *row, struct sheet *sheet, const char **why)
{
    const size_t papers = sheet_key(sheet)->paper_count;
    const long long paper = sqlite3_column_int64(row, 4);
    const char *id = column_text(row, 1);
    struct kept_student who = {.id = id != NULL ? id : "",
                               .length = (size_t)sqlite3_column_bytes(row, 1),
                               .section = column_text(row, 2),
                               .name = column_text(row, 3),
                               .paper = KEY_NO_PAPER};
    size_t student = 0;
    if (sqlite3_column_type(row, 4) != SQLITE_NULL) {
        if (paper < 1 || (unsigned long long)paper > papers) {
            *why = "a student has a paper that the key does not have";
            return false;
        }
        who.paper = (size_t)paper - 1;
    }
    if (sqlite3_column_int64(row, 0) != (long long)sheet_students(sheet) + 1) {
        *why = "its students are not numbered from 1 on";
        return false;
    }
    return kept_student(sheet, &who, &student, why);
}

static bool take_answer(sqlite3_stmt *row, struct sheet *sheet, const char **why)
{
    const long long student = sqlite3_column_int64(row, 0), question = sqlite3_column_int64(row, 1);
    const char *cell = column_text(row, 2);
    const size_t length = (size_t)sqlite3_column_bytes(row, 2);
    if (student < 1 || (unsigned long long)student > sheet_students(sheet) || question < 1 ||
        (unsigned long long)question > sheet_key(sheet)->question_count || cell == NULL) {
        *why = "an answer is nobody's, or to no question of the key";
        return false;
    }
    return kept_answer(sheet, (size_t)student - 1, (size_t)question - 1, cell, length, why);
}

static bool take_rows(struct db_in *db, const char *sql, struct sheet *sheet,
                      bool (*take)(sqlite3_stmt *row, struct sheet *sheet, const char **why),
                      struct buffer *problem)
{
    sqlite3_stmt *statement = NULL;
    const char *why = NULL;
    bool good = true;
    int stepped = SQLITE_DONE;
    if (sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL) != SQLITE_OK) {
        return failed(db, problem);
    }
    while (good && (stepped = sqlite3_step(statement)) == SQLITE_ROW) {
        good = take(statement, sheet, &why);
    }
    if (why != NULL) {
        buffer_add_text(problem, why);
    } else if (stepped != SQLITE_DONE) {
        good = failed(db, problem);
    }
    (void)sqlite3_finalize(statement);
    return good;
}

bool db_in_answers(struct db_in *db, struct sheet *sheet, struct buffer *problem)
{
    return take_rows(db, "SELECT student, id, section, name, paper FROM students ORDER BY student",
                     sheet, take_student, problem) &&
           take_rows(db, "SELECT student, question, answer FROM responses", sheet, take_answer,
                     problem);
}
