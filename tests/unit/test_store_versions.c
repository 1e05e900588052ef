/* Older databases: brought up to the present tables with nothing lost, or left as they were. */
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/check.h"
#include "tests/unit/store_sample.h"
#include "tests/unit/store_version_1.h"

static struct store_problem problem;

/* What a database says in all its old columns, in one text: numbers, not worth a parser. */
static const char old_rows[] =
    "SELECT count(*) * 1000000 + sum(length(question) + length(pack) + length(digest) + length(kind)"
    " + coalesce(length(facts), 0) + length(options) + length(\"key\")) + min(seed) FROM asked";
static const char old_events[] =
    "SELECT sum(id * 1000 + asked * 100 + length(what) + coalesce(length(chosen), 0)) FROM events";

static bool no_file(const char *path)
{
    return access(path, F_OK) != 0;
}

static void test_upgrade(void)
{
    REQUIRE(sample_sql("old.db", store_version_1));
    const int64_t rows = sample_number("old.db", old_rows);
    const int64_t events = sample_number("old.db", old_events);
    struct store *store = store_open("old.db", &problem);
    REQUIRE(store != NULL);
    struct sample_rows read;
    REQUIRE(sample_read(store, &read, &problem));
    REQUIRE(read.count == 3);
    CHECK_STR(read.rows[0].question, "path-8724f831");
    CHECK(read.rows[0].record.answered && !read.rows[0].record.correct);
    CHECK_STR(read.rows[0].chosen, "copy-image");
    CHECK(!read.rows[0].record.has_confidence);
    CHECK_INT(read.rows[0].record.sitting, SITTING_NONE);
    CHECK_INT(read.rows[0].record.asked.sitting, 0);
    CHECK(read.rows[1].record.skipped && read.rows[1].record.marked);
    CHECK(!read.rows[2].record.answered && !read.rows[2].record.skipped);
    sample_rows_fini(&read);
    const struct event answer = sample_answer(3);
    CHECK(store_event(store, &answer, &problem)); /* and on it goes */
    store_close(store);
    CHECK_INT(sample_number("old.db", "PRAGMA user_version"), 2);
    CHECK_INT(sample_number("old.db", old_rows), rows);
    CHECK_INT(sample_number("old.db", "SELECT count(*) FROM sqlite_master WHERE name LIKE '%_1'"),
              0);
    CHECK_INT(sample_number("old.db.version-1", "PRAGMA user_version"), 1);
    CHECK_INT(sample_number("old.db.version-1", old_rows), rows);
    CHECK_INT(sample_number("old.db.version-1", old_events), events);
}

/* The new tables are those of a new database, to the byte. */
static void test_same_tables(void)
{
    REQUIRE(sample_sql("grown.db", store_version_1));
    store_close(store_open("grown.db", &problem));
    store_close(store_open("fresh.db", &problem));
    REQUIRE(sample_sql("both.db", "ATTACH 'grown.db' AS g; ATTACH 'fresh.db' AS f;"
                                  "CREATE TABLE differ AS"
                                  " SELECT name, sql FROM g.sqlite_master"
                                  " EXCEPT SELECT name, sql FROM f.sqlite_master"));
    CHECK_INT(sample_number("both.db", "SELECT count(*) FROM differ"), 0);
    CHECK_INT(sample_number("grown.db", "SELECT count(*) FROM sqlite_master"),
              sample_number("fresh.db", "SELECT count(*) FROM sqlite_master"));
}

static void not_upgraded(const char *path, const char *beginning)
{
    problem = (struct store_problem){{0}, {0}};
    CHECK(store_open(path, &problem) == NULL);
    CHECK(strstr(problem.text, beginning) != NULL);
    CHECK_INT(sample_number(path, "PRAGMA user_version"), 1);
    CHECK_INT(sample_number(path, "SELECT count(*) FROM asked"), 3);
}

static void test_damaged(void)
{
    REQUIRE(sample_sql("orphan.db", store_version_1));
    REQUIRE(sample_sql("orphan.db", "UPDATE events SET asked = 7 WHERE id = 1"));
    not_upgraded("orphan.db", "is damaged: an event of a question that was never asked");
    CHECK(no_file("orphan.db.version-1"));
    REQUIRE(sample_sql("lacking.db", store_version_1));
    REQUIRE(sample_sql("lacking.db", "ALTER TABLE asked DROP COLUMN seed"));
    not_upgraded("lacking.db", "is damaged: no such column: seed");
    REQUIRE(sample_sql("bare.db", store_version_1));
    REQUIRE(sample_sql("bare.db", "DROP INDEX asked_of_pack"));
    not_upgraded("bare.db", "is damaged: no such index: asked_of_pack");
}

/* Whatever write fails, the old one is whole, and a later start does it. */
static void test_no_room(void)
{
    int refused = 0;
    (void)signal(SIGXFSZ, SIG_IGN);
    for (rlim_t bytes = 0; bytes <= 96 * 1024; bytes += 2048) {
        struct rlimit limit;
        (void)getrlimit(RLIMIT_FSIZE, &limit);
        const rlim_t before = limit.rlim_cur;
        (void)unlink("tight.db"), (void)unlink("tight.db.version-1"),
            (void)unlink("tight.db-clean");
        REQUIRE(sample_sql("tight.db", store_version_1));
        limit.rlim_cur = bytes;
        (void)setrlimit(RLIMIT_FSIZE, &limit);
        struct store *store = store_open("tight.db", &problem);
        limit.rlim_cur = before;
        (void)setrlimit(RLIMIT_FSIZE, &limit);
        if (store == NULL) {
            refused++;
            REQUIRE(sample_number("tight.db", "PRAGMA user_version") == 1);
            store = store_open("tight.db", &problem);
        }
        REQUIRE(store != NULL);
        struct sample_rows read;
        CHECK(sample_read(store, &read, &problem));
        CHECK_INT(read.count, 3);
        sample_rows_fini(&read);
        store_close(store);
    }
    printf("# refused %d times\n", refused);
    CHECK(refused > 3);
    CHECK(system("test \"$(ls tight.db.* | wc -l)\" = 1") == 0); /* the copy, and no piece of one */
}

enum { OPENERS = 4 };

/* Several processes find the same old database: one brings it up, and the copy is of the old one. */
static void test_many_processes(void)
{
    REQUIRE(sample_sql("race.db", store_version_1));
    fflush(stdout);
    for (int i = 0; i < OPENERS; i++) {
        const pid_t pid = fork();
        REQUIRE(pid >= 0);
        if (pid == 0) {
            struct store *store = store_open("race.db", &problem);
            const struct event answer = sample_answer(3);
            const bool good = store != NULL && store_event(store, &answer, &problem);
            if (!good) {
                printf("# %s\n", problem.text);
                fflush(stdout);
            }
            store_close(store);
            _exit(good ? 0 : 1);
        }
    }
    for (int i = 0; i < OPENERS; i++) {
        int status = -1;
        CHECK(wait(&status) > 0);
        CHECK_INT(status, 0);
    }
    CHECK_INT(sample_number("race.db", "SELECT count(*) FROM events"), 5 + OPENERS);
    CHECK_INT(sample_number("race.db.version-1", "PRAGMA user_version"), 1);
    CHECK(system("test \"$(ls race.db.version* | wc -l)\" = 1") == 0);
}

int main(void)
{
    (void)sample_folder();
    RUN(test_upgrade);
    RUN(test_same_tables);
    RUN(test_damaged);
    RUN(test_no_room);
    RUN(test_many_processes);
    sample_folder_remove();
    return check_end();
}
