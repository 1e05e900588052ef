/* The database of a scoring.  Everything foreign goes in as a bound parameter; statements are one list. */
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "questions/score/answers.h"
#include "questions/score/credit.h"
#include "questions/score/db.h"
#include "questions/score/db_private.h"
#include "questions/score/kept.h"
#include "questions/score/out.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"
#include "questions/text/safe.h"

static const char schema[] =
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value ANY) STRICT;"
    "CREATE TABLE students(student INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, section TEXT,"
    " name TEXT, paper INTEGER, points REAL NOT NULL, max_points REAL NOT NULL, percent REAL,"
    " answered INTEGER NOT NULL, correct INTEGER NOT NULL, omitted INTEGER NOT NULL, scaled REAL,"
    " passed INTEGER NOT NULL CHECK(passed IN (0, 1))) STRICT;"
    "CREATE TABLE questions(question INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
    " status TEXT NOT NULL, points REAL NOT NULL, proved INTEGER NOT NULL, stem TEXT) STRICT;"
    "CREATE TABLE options(question INTEGER NOT NULL REFERENCES questions, option TEXT NOT NULL,"
    " correct INTEGER NOT NULL, chosen INTEGER NOT NULL, share REAL, mean_points REAL,"
    " option_rest REAL, misconceptions TEXT NOT NULL, text TEXT) STRICT;"
    "CREATE TABLE responses(student INTEGER NOT NULL REFERENCES students,"
    " question INTEGER NOT NULL REFERENCES questions, answer TEXT NOT NULL,"
    " is_right INTEGER NOT NULL, points REAL, PRIMARY KEY(student, question)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE items(question INTEGER PRIMARY KEY REFERENCES questions, papers INTEGER NOT NULL,"
    " answered INTEGER NOT NULL, omitted INTEGER NOT NULL, not_reached INTEGER NOT NULL,"
    " correct INTEGER NOT NULL, facility REAL, discrimination_27 REAL, item_total REAL,"
    " item_rest REAL, alpha_if_deleted REAL, moodle_sd REAL, moodle_discrimination_index REAL,"
    " moodle_discriminative_efficiency REAL, moodle_effective_weight REAL, flag TEXT NOT NULL)"
    " STRICT;"
    "CREATE TABLE beliefs(belief INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, believes TEXT,"
    " correct TEXT, guesser REAL) STRICT;"
    "CREATE TABLE student_beliefs(student INTEGER NOT NULL REFERENCES students,"
    " belief INTEGER NOT NULL REFERENCES beliefs, chances INTEGER NOT NULL,"
    " shown INTEGER NOT NULL, holds INTEGER, PRIMARY KEY(student, belief)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE absent(student TEXT NOT NULL, section TEXT, name TEXT) STRICT;"
    "CREATE TABLE rejects(file TEXT NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL,"
    " text TEXT) STRICT;"
    "CREATE VIEW scores AS SELECT id AS student, section, points, max_points, percent, answered,"
    " correct, omitted, scaled, CASE passed WHEN 1 THEN 'yes' ELSE 'no' END AS passed"
    " FROM students ORDER BY student;"
    "CREATE VIEW item_analysis AS SELECT q.id AS question, q.status, q.points, i.papers, i.answered,"
    " i.omitted, i.not_reached, i.correct, i.facility, i.discrimination_27, i.item_total,"
    " i.item_rest, i.alpha_if_deleted, i.flag, q.stem FROM items i JOIN questions q USING (question)"
    " ORDER BY i.item_rest IS NULL, i.item_rest;"
    "CREATE VIEW who_chose AS SELECT q.id AS question, r.answer, s.id AS student, s.section, s.points,"
    " CASE r.is_right WHEN 1 THEN 'yes' ELSE 'no' END AS correct"
    " FROM responses r JOIN questions q USING (question) JOIN students s USING (student);"
    "CREATE VIEW who_believes AS SELECT b.id AS belief, s.id AS student, s.section, x.chances,"
    " x.shown, CASE x.holds WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END AS holds"
    " FROM student_beliefs x JOIN beliefs b USING (belief) JOIN students s USING (student);"
    "CREATE VIEW class_beliefs AS SELECT b.id AS belief, b.believes, sum(x.holds = 1) AS hold,"
    " sum(x.holds = 0 AND x.shown > 0) AS some, sum(x.holds = 0 AND x.shown = 0) AS never,"
    " sum(x.holds IS NULL AND x.student IS NOT NULL) AS too_few, b.guesser"
    " FROM beliefs b LEFT JOIN student_beliefs x USING (belief) GROUP BY b.belief"
    " ORDER BY hold DESC;";

static const char indexes[] =
    "CREATE INDEX responses_by_answer ON responses(question, answer);"
    "CREATE INDEX student_beliefs_by_belief ON student_beliefs(belief, holds);";

enum insert {
    INSERT_META,
    INSERT_STUDENT,
    INSERT_QUESTION,
    INSERT_OPTION,
    INSERT_RESPONSE,
    INSERT_ITEM,
    INSERT_STUDENT_BELIEF,
    INSERT_BELIEF,
    INSERT_ABSENT,
    INSERT_REJECT,
    INSERTS
};

static const char *const statements[INSERTS] = {
    "INSERT INTO meta VALUES(?,?)",
    "INSERT INTO students VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)",
    "INSERT INTO questions VALUES(?,?,?,?,?,?)",
    "INSERT INTO options VALUES(?,?,?,?,?,?,?,?,?)",
    "INSERT INTO responses VALUES(?,?,?,?,?)",
    "INSERT INTO items VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    "INSERT INTO student_beliefs VALUES(?,?,?,?,?)",
    "INSERT INTO beliefs VALUES(?,?,?,?,?)",
    "INSERT INTO absent VALUES(?,?,?)",
    "INSERT INTO rejects VALUES(?,?,?,?)",
};

struct db_out {
    sqlite3 *handle;
    sqlite3_stmt *statements[INSERTS];
    bool anonymous;
    struct buffer problem; /* the first */
};

/* ---- Steps ----------------------------------------------------------------------------------- */

static bool failed(struct db_out *db)
{
    if (db->problem.length == 0) {
        buffer_add_text(&db->problem, sqlite3_errmsg(db->handle));
    }
    return false;
}

static bool run(struct db_out *db, const char *sql)
{
    return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK || failed(db);
}

/* A row being bound: what fails shows when it is entered. */
struct row {
    struct db_out *db;
    sqlite3_stmt *statement;
    int column;
};

static struct row row_begin(struct db_out *db, enum insert which)
{
    return (struct row){db, db->statements[which], 0};
}

static void bind_int(struct row *row, uint64_t value)
{
    (void)sqlite3_bind_int64(row->statement, ++row->column, (sqlite3_int64)value);
}

/* SQLite has no NaN: what is undefined is NULL, and so is what is passed over. */
static void bind_real(struct row *row, double value)
{
    row->column++;
    if (isfinite(value)) {
        (void)sqlite3_bind_double(row->statement, row->column, value);
    }
}

static void bind_bytes(struct row *row, const char *bytes, size_t length)
{
    (void)sqlite3_bind_text64(row->statement, ++row->column, bytes, length, SQLITE_TRANSIENT,
                              SQLITE_UTF8);
}

static void bind_text(struct row *row, const char *text)
{
    if (text == NULL) {
        row->column++;
    } else {
        bind_bytes(row, text, strlen(text));
    }
}

static bool row_end(struct row *row)
{
    const int stepped = sqlite3_step(row->statement);
    const bool good = stepped == SQLITE_DONE || failed(row->db);
    (void)sqlite3_reset(row->statement);
    (void)sqlite3_clear_bindings(row->statement);
    return good;
}

/* ---- Begin and end --------------------------------------------------------------------------- */

static void close_all(struct db_out *db)
{
    for (size_t i = 0; i < INSERTS; i++) {
        (void)sqlite3_finalize(db->statements[i]);
    }
    (void)sqlite3_close(db->handle);
    buffer_fini(&db->problem);
    free(db);
}

static bool prepare(struct db_out *db)
{
    bool good = true;
    for (size_t i = 0; good && i < INSERTS; i++) {
        good = sqlite3_prepare_v3(db->handle, statements[i], -1, SQLITE_PREPARE_PERSISTENT,
                                  &db->statements[i], NULL) == SQLITE_OK ||
               failed(db);
    }
    return good;
}

struct db_out *db_out_begin(const char *path, bool anonymous, struct buffer *problem)
{
    struct db_out *db = calloc(1, sizeof *db);
    if (db == NULL) {
        buffer_add_text(problem, "memory ran out");
        return NULL;
    }
    db->anonymous = anonymous;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const bool good =
        (sqlite3_open_v2(path, &db->handle, flags, NULL) == SQLITE_OK || failed(db)) &&
        run(db, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
                "PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-8000;"
                "BEGIN IMMEDIATE") &&
        run(db, schema) && prepare(db);
    if (!good) {
        buffer_add_text(problem, buffer_text(&db->problem));
        close_all(db);
        return NULL;
    }
    return db;
}

bool db_out_end(struct db_out *db, struct buffer *problem)
{
    const bool good = db->problem.length == 0 && run(db, indexes) &&
                      run(db, "PRAGMA application_id=" DB_APPLICATION_ID
                              "; PRAGMA user_version=" DB_VERSION "; COMMIT");
    if (!good) {
        buffer_add_text(problem, buffer_text(&db->problem));
    }
    close_all(db);
    return good;
}

void db_out_drop(struct db_out *db)
{
    if (db != NULL) {
        close_all(db);
    }
}

bool db_out_reject(struct db_out *db, const struct reject *reject)
{
    struct row row = row_begin(db, INSERT_REJECT);
    struct buffer text = {0};
    bind_text(&row, reject->file);
    bind_int(&row, reject->line);
    if (db->anonymous) {
        bind_text(&row, "(not said: --anonymous)");
        row.column++;
    } else {
        safe_line(&text, reject->text, reject->text_length); /* it may be no UTF-8 */
        bind_text(&row, reject->reason);
        bind_bytes(&row, buffer_text(&text), text.length);
    }
    const bool good = row_end(&row);
    buffer_fini(&text);
    return good;
}

/* ---- Tables ---------------------------------------------------------------------------------- */

static bool put_meta(struct db_out *db, const struct scored *scored, const char *key,
                     size_t key_length)
{
    struct buffer manifest = {0};
    struct json_out json = {.out = &manifest};
    out_manifest_value(&json, scored);
    struct row row = row_begin(db, INSERT_META);
    bind_text(&row, "manifest");
    bind_bytes(&row, buffer_text(&manifest), manifest.length);
    bool good = !manifest.failed && row_end(&row);
    buffer_fini(&manifest);
    row = row_begin(db, INSERT_META);
    bind_text(&row, "key");
    (void)sqlite3_bind_blob64(row.statement, ++row.column, key, key_length, SQLITE_STATIC);
    return good && row_end(&row);
}

static bool put_student(struct db_out *db, const struct scored *scored, size_t student)
{
    const struct student_result *r = &scored->results->students[student];
    const struct sheet_student who = sheet_student(scored->results->sheet, student);
    struct row row = row_begin(db, INSERT_STUDENT);
    char space[SCORED_ID_SPACE];
    size_t length = 0;
    const char *id = scored_student(scored, student, space, &length);
    bind_int(&row, student + 1);
    bind_bytes(&row, id, length);
    bind_text(&row, scored->anonymous ? NULL : who.section);
    bind_text(&row, scored->anonymous ? NULL : who.name);
    if (who.paper != KEY_NO_PAPER) {
        bind_int(&row, who.paper + 1);
    } else {
        row.column++;
    }
    bind_real(&row, r->points);
    bind_real(&row, r->max_points);
    bind_real(&row, r->percent);
    bind_int(&row, r->answered);
    bind_int(&row, r->correct);
    bind_int(&row, r->omitted);
    bind_real(&row, r->scaled);
    bind_int(&row, r->passed ? 1 : 0);
    return row_end(&row);
}

/* What a code that is the same in every question was found to be worth: asked once for each. */
struct worth {
    bool known, right;
    double points;
};

static struct worth worth_of(const struct scored *scored, size_t question,
                             const struct response *response)
{
    const struct score_key *key = scored_key(scored);
    return (struct worth){true, credit_is_right(key, question, response),
                          credit_points(&scored->results->options.credit, key, question,
                                        sheet_options(scored->results->sheet, question), response)};
}

static bool put_answer(struct db_out *db, size_t student, size_t question, const char *cell,
                       size_t length, const struct worth *worth)
{
    struct row row = row_begin(db, INSERT_RESPONSE);
    bind_int(&row, student + 1);
    bind_int(&row, question + 1);
    (void)sqlite3_bind_text64(row.statement, ++row.column, cell, length, SQLITE_STATIC,
                              SQLITE_UTF8);
    bind_int(&row, worth->right ? 1 : 0);
    bind_real(&row, worth->points);
    return row_end(&row);
}

/* @worths  RESPONSE_ENTERED of them for each question */
static bool put_response(struct db_out *db, const struct scored *scored, size_t student,
                         size_t question, struct worth worths[])
{
    const struct sheet *sheet = scored->results->sheet;
    const response_code code = sheet_answer(sheet, student, question);
    const struct response response = code_book_response(sheet_book(sheet, question), code);
    struct worth worth;
    if (code == RESPONSE_NONE || code == RESPONSE_BLANK) {
        return true;
    }
    if (code < RESPONSE_ENTERED) {
        struct worth *known = &worths[question * RESPONSE_ENTERED + code];
        *known = known->known ? *known : worth_of(scored, question, &response);
        worth = *known;
    } else {
        worth = worth_of(scored, question, &response);
    }
    if (code >= RESPONSE_OPTION && code < RESPONSE_ENTERED) {
        const char letter = item_letter(code - RESPONSE_OPTION);
        return put_answer(db, student, question, &letter, 1, &worth);
    }
    struct buffer cell = {0};
    kept_cell(&cell, sheet_key(sheet), question, &response);
    const bool good =
        !cell.failed && put_answer(db, student, question, buffer_text(&cell), cell.length, &worth);
    buffer_fini(&cell);
    return good;
}

static bool put_beliefs(struct db_out *db, const struct scored *scored, size_t student,
                        struct belief_count counts[])
{
    const struct score_beliefs *beliefs = scored->results->beliefs;
    bool good = true;
    score_belief_counts(beliefs, scored->results->sheet, student, counts);
    for (size_t i = 0; good && i < score_belief_count(beliefs); i++) {
        if (counts[i].chances > 0) {
            const enum belief_standing standing = belief_standing(counts[i]);
            struct row row = row_begin(db, INSERT_STUDENT_BELIEF);
            bind_int(&row, student + 1);
            bind_int(&row, i + 1);
            bind_int(&row, counts[i].chances);
            bind_int(&row, counts[i].shown);
            if (standing != BELIEF_TOO_FEW) {
                bind_int(&row, standing == BELIEF_HELD ? 1 : 0);
            }
            good = row_end(&row);
        }
    }
    return good;
}

static bool put_students(struct db_out *db, const struct scored *scored)
{
    const size_t questions = scored_key(scored)->question_count;
    struct belief_count *counts =
        calloc(score_belief_count(scored->results->beliefs) + 1, sizeof *counts);
    struct worth *worths = calloc(questions * RESPONSE_ENTERED + 1, sizeof *worths);
    bool good = counts != NULL && worths != NULL;
    for (size_t s = 0; good && s < scored->results->all.students; s++) {
        good = put_student(db, scored, s) && put_beliefs(db, scored, s, counts);
        for (size_t q = 0; good && q < questions; q++) {
            good = put_response(db, scored, s, q, worths);
        }
    }
    free(counts);
    free(worths);
    return good;
}

static bool put_question(struct db_out *db, const struct scored *scored, size_t question)
{
    static const char *const status[] = {"scored", "dropped", "all-credit", "unscored"};
    const struct key_question *key = &scored_key(scored)->questions[question];
    const struct item_result *r = &scored->results->items[question];
    struct row row = row_begin(db, INSERT_QUESTION);
    bind_int(&row, question + 1);
    bind_text(&row, key->id);
    bind_text(&row, status[key->status]);
    bind_real(&row, key->points);
    bind_int(&row, key->proved ? 1 : 0);
    bind_text(&row, key->item != NULL ? key->item->stem : NULL);
    if (!row_end(&row)) {
        return false;
    }
    struct buffer flag = {0};
    results_flag_words(&flag, scored->results, question);
    row = row_begin(db, INSERT_ITEM);
    bind_int(&row, question + 1);
    const uint64_t counts[] = {r->presented, r->answered, r->omitted, r->not_reached, r->correct};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        bind_int(&row, counts[i]);
    }
    const double figures[] = {r->facility,
                              r->discrimination_27,
                              r->item_total,
                              r->item_rest,
                              r->alpha_if_deleted,
                              r->moodle_sd,
                              r->moodle_discrimination_index,
                              r->moodle_discriminative_efficiency,
                              r->moodle_effective_weight};
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        bind_real(&row, figures[i]);
    }
    bind_bytes(&row, buffer_text(&flag), flag.length);
    const bool good = !flag.failed && row_end(&row);
    buffer_fini(&flag);
    return good;
}

static bool put_option(struct db_out *db, const struct scored *scored,
                       const struct option_result *choice)
{
    const struct key_question *key = &scored_key(scored)->questions[choice->question];
    struct row row = row_begin(db, INSERT_OPTION);
    struct buffer name = {0}, beliefs = {0};
    if (choice->of_options) {
        buffer_add_char(&name, item_letter(choice->option));
    } else if (!choice->blank) {
        results_response_words(&name, scored->results->sheet, choice->question, &choice->response);
    }
    out_option_beliefs(&beliefs, scored->results->beliefs, choice);
    bind_int(&row, choice->question + 1);
    bind_bytes(&row, buffer_text(&name), name.length);
    bind_int(&row, choice->correct ? 1 : 0);
    bind_int(&row, choice->chosen);
    bind_real(&row, choice->share);
    bind_real(&row, choice->mean_points);
    bind_real(&row, choice->option_rest);
    bind_bytes(&row, buffer_text(&beliefs), beliefs.length);
    bind_text(&row,
              key->item != NULL && choice->of_options && choice->option < key->item->option_count
                  ? key->item->options[choice->option].text
                  : NULL);
    const bool good = !name.failed && !beliefs.failed && row_end(&row);
    buffer_fini(&name);
    buffer_fini(&beliefs);
    return good;
}

static bool put_belief_texts(struct db_out *db, const struct scored *scored)
{
    bool good = true;
    for (size_t i = 0; good && i < score_belief_count(scored->results->beliefs); i++) {
        const struct score_belief *belief = score_belief(scored->results->beliefs, i);
        struct row row = row_begin(db, INSERT_BELIEF);
        bind_int(&row, i + 1);
        bind_text(&row, belief->id);
        bind_text(&row, belief->believes);
        bind_text(&row, belief->correct);
        bind_real(&row, scored->results->belief_results[i].guesser);
        good = row_end(&row);
    }
    return good;
}

static bool put_absent(struct db_out *db, const struct scored *scored)
{
    bool good = true;
    for (size_t i = 0; good && !scored->anonymous && i < scored->absent_count; i++) {
        struct row row = row_begin(db, INSERT_ABSENT);
        bind_text(&row, scored->absent[i].student);
        bind_text(&row, scored->absent[i].section);
        bind_text(&row, scored->absent[i].name);
        good = row_end(&row);
    }
    return good;
}

bool db_out_scored(struct db_out *db, const struct scored *scored, const char *key,
                   size_t key_length)
{
    bool good = put_meta(db, scored, key, key_length);
    for (size_t q = 0; good && q < scored_key(scored)->question_count; q++) {
        good = put_question(db, scored, q);
    }
    for (size_t i = 0; good && i < scored->results->choice_count; i++) {
        good = put_option(db, scored, &scored->results->choices[i]);
    }
    return good && put_belief_texts(db, scored) && put_absent(db, scored) &&
           put_students(db, scored);
}
