/* The harness of the store's tests. */
#include "tests/unit/store_sample.h"

#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder;

static void die(const char *what)
{
    perror(what);
    exit(2);
}

const char *sample_folder(void)
{
    char made[] = "/tmp/amiquiz-store-XXXXXX";
    if (mkdtemp(made) == NULL || (folder = realpath(made, NULL)) == NULL || chdir(folder) != 0) {
        die(made);
    }
    if (chmod(folder, 0755) != 0) { /* a test looks at it as somebody else */
        die(folder);
    }
    return folder;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

void sample_folder_remove(void)
{
    if (chdir("/") != 0 || nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0) {
        die(folder);
    }
    free(folder);
    folder = NULL;
}

struct asked sample_asked(const char *question)
{
    return (struct asked){
        .at = 1700000000,
        .round = 3,
        .position = 7,
        .question = question,
        .pack = "ami-lecture",
        .digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        .kind = "path",
        .decision = "path",
        .facts = "owned=no,shared=yes",
        .telling = "intern",
        .seed = UINT64_C(0xfedcba9876543210),
        .options = "copy-image launch-create not-possible",
        .key = "launch-create",
        .rule = "billing-code",
    };
}

struct event sample_answer(int64_t asked)
{
    return (struct event){.at = 1700000009,
                          .asked = asked,
                          .what = HAPPENED_ANSWER,
                          .chosen = "launch-create",
                          .correct = true,
                          .milliseconds = 8500};
}

struct event sample_event(int64_t asked, enum happening what)
{
    return (struct event){.at = 1700000010, .asked = asked, .what = what};
}

static bool collect(void *context, const struct outcome_record *record)
{
    struct sample_rows *rows = context;
    struct sample_row *more = realloc(rows->rows, (rows->count + 1) * sizeof *more);
    if (more == NULL) {
        die("realloc");
    }
    rows->rows = more;
    struct sample_row *row = &rows->rows[rows->count++];
    row->record = *record;
    snprintf(row->question, sizeof row->question, "%s", record->asked.question);
    snprintf(row->chosen, sizeof row->chosen, "%s",
             record->chosen != NULL ? record->chosen : "(none)");
    return true;
}

bool sample_read(struct store *store, struct sample_rows *rows, struct store_problem *problem)
{
    *rows = (struct sample_rows){0};
    return store_history(store, "ami-lecture", collect, rows, problem);
}

void sample_rows_fini(struct sample_rows *rows)
{
    free(rows->rows);
    *rows = (struct sample_rows){0};
}

bool sample_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *said = NULL;
    int code = sqlite3_open(path, &db);
    if (code == SQLITE_OK) {
        code = sqlite3_exec(db, sql, NULL, NULL, &said);
    }
    if (code != SQLITE_OK) {
        printf("# %s: %s\n", path, said != NULL ? said : sqlite3_errstr(code));
    }
    sqlite3_free(said);
    (void)sqlite3_close(db);
    return code == SQLITE_OK;
}

int64_t sample_number(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    int64_t number = -1;
    if (sqlite3_open(path, &db) == SQLITE_OK &&
        sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
        number = sqlite3_column_int64(statement, 0);
    }
    (void)sqlite3_finalize(statement);
    (void)sqlite3_close(db);
    return number;
}
