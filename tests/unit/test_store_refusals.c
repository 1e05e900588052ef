/* The store's refusals, each to the exact words; DIR stands for the folder the tests work in. */
#include <fcntl.h>
#include <grp.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/unit/check.h"
#include "tests/unit/store_sample.h"
#include "tests/unit/store_version_1.h"

#define HINT_OTHER  "name another file with --db FILE or AMIQUIZ_DB; this one was left as it is"
#define HINT_FOLDER "name a file in a folder you may write in, with --db FILE or AMIQUIZ_DB"
#define HINT_DAMAGED                                                                               \
    "put back a copy of it, or move the file away to begin anew; "                                 \
    "`sqlite3 FILE .recover` prints what can still be read"

static const char *dir;
static struct store_problem problem;

/* The problem's text with the folder's name, where it stands, made DIR. */
static const char *plain_text(const char *text)
{
    static char plain[sizeof problem.text];
    const char *at = strstr(text, dir);
    if (at == NULL) {
        snprintf(plain, sizeof plain, "%s", text);
    } else {
        snprintf(plain, sizeof plain, "%.*sDIR%s", (int)(at - text), text, at + strlen(dir));
    }
    return plain;
}

static void refused(const char *path, const char *text, const char *hint)
{
    problem = (struct store_problem){{0}, {0}};
    struct store *store = store_open(path, &problem);
    CHECK(store == NULL);
    CHECK_STR(plain_text(problem.text), text);
    CHECK_STR(problem.hint, hint);
    store_close(store);
}

static bool write_file(const char *path, const char *bytes)
{
    FILE *f = fopen(path, "w");
    return f != NULL && fputs(bytes, f) >= 0 && fclose(f) == 0;
}

static bool file_is(const char *path, const char *bytes)
{
    char got[256] = "";
    FILE *f = fopen(path, "r");
    const bool read = f != NULL && fread(got, 1, sizeof got - 1, f) > 0;
    return f != NULL && fclose(f) == 0 && read && strcmp(got, bytes) == 0;
}

/* A database with one question that was answered. */
static bool make_store(const char *path)
{
    struct store *store = store_open(path, &problem);
    const struct asked asked = sample_asked("path-3f9a2c81");
    int64_t id = 0;
    bool made = store != NULL && store_asked(store, &asked, &id, &problem);
    const struct event event = sample_answer(id);
    made = made && store_event(store, &event, &problem);
    store_close(store);
    return made;
}

/* ---- What the file is ---- */

static void test_not_a_database(void)
{
    const char *letter = "Dear diary,\ntoday I copied an image that was not mine to copy.\n";
    REQUIRE(write_file("letter.txt", letter) && write_file("short", "x"));
    refused("letter.txt", "\"DIR/letter.txt\" is not an SQLite database", HINT_OTHER);
    CHECK(file_is("letter.txt", letter));
    refused("short", "\"DIR/short\" is not an SQLite database", HINT_OTHER);
    CHECK(file_is("short", "x"));
}

static void test_empty_file(void)
{
    REQUIRE(write_file("empty.db", ""));
    struct store *store = store_open("empty.db", &problem);
    CHECK(store != NULL); /* a new one, as a crash in the first moment leaves it */
    store_close(store);
}

static void test_another_program(void)
{
    REQUIRE(sample_sql("music.db", "CREATE TABLE songs (title)"));
    refused("music.db", "\"DIR/music.db\" is a database of another program", HINT_OTHER);
    REQUIRE(sample_sql("mail.db", "PRAGMA application_id = 7"));
    refused("mail.db", "\"DIR/mail.db\" is a database of another program", HINT_OTHER);
    CHECK_INT(sample_number("music.db", "SELECT count(*) FROM sqlite_master"), 1);
    CHECK_INT(sample_number("music.db", "PRAGMA application_id"), 0);
}

static void test_newer_version(void)
{
    REQUIRE(make_store("newer.db") && sample_sql("newer.db", "PRAGMA user_version = 3"));
    refused("newer.db",
            "\"DIR/newer.db\" was made by a newer amiquiz (version 3 of the tables; this one "
            "knows 2)",
            "install that version, or name another file with --db FILE");
}

/* ---- Damage ---- */

/* Overwrite bytes of a file, from an offset. */
static bool spoil(const char *path, off_t offset, size_t length)
{
    char bytes[64];
    memset(bytes, 0x5a, sizeof bytes);
    const int fd = open(path, O_WRONLY);
    const bool done = fd >= 0 && pwrite(fd, bytes, length, offset) == (ssize_t)length;
    return fd >= 0 && close(fd) == 0 && done;
}

static void test_damaged_pages(void)
{
    REQUIRE(make_store("page.db") && spoil("page.db", 4096, 16));
    problem = (struct store_problem){{0}, {0}};
    CHECK(store_open("page.db", &problem) == NULL);
    const char *beginning = "\"DIR/page.db\" is damaged: ";
    CHECK(strncmp(plain_text(problem.text), beginning, strlen(beginning)) == 0);
    CHECK(strchr(problem.text, '\n') == NULL);
    CHECK_STR(problem.hint, HINT_DAMAGED);
    REQUIRE(make_store("cut.db") && truncate("cut.db", 8192) == 0);
    refused("cut.db", "\"DIR/cut.db\" is damaged: database disk image is malformed", HINT_DAMAGED);
}

static void test_damaged_rows(void)
{
    REQUIRE(make_store("row.db") && sample_sql("row.db", "PRAGMA ignore_check_constraints = ON;"
                                                         "UPDATE asked SET round = 0"));
    refused("row.db", "\"DIR/row.db\" is damaged: CHECK constraint failed in asked", HINT_DAMAGED);
    REQUIRE(make_store("orphan.db") && sample_sql("orphan.db", "DELETE FROM asked"));
    refused("orphan.db",
            "\"DIR/orphan.db\" is damaged: an event of a question that was never asked",
            HINT_DAMAGED);
}

/* Numbers that no one who counts or looks at a clock comes to are read as the largest that one does. */
static void test_numbers_of_others(void)
{
    struct store *store = store_open("numbers.db", &problem);
    REQUIRE(store != NULL);
    const struct asked asked = sample_asked("path-1");
    int64_t id = 0, round = 0;
    CHECK(store_asked(store, &asked, &id, &problem));
    const struct event answer = sample_answer(id);
    CHECK(store_event(store, &answer, &problem));
    store_close(store);
    CHECK(sample_sql("numbers.db", "UPDATE asked SET at = 9223372036854775807,"
                                   " round = 9223372036854775807, position = 9223372036854775807;"
                                   "UPDATE events SET at = 9223372036854775807,"
                                   " milliseconds = 9223372036854775807"));
    struct sample_rows rows = {0};
    store = store_open("numbers.db", &problem);
    REQUIRE(store != NULL);
    CHECK(sample_read(store, &rows, &problem));
    REQUIRE(rows.count == 1);
    CHECK_INT(rows.rows[0].record.asked.at, 253402300799);
    CHECK_INT(rows.rows[0].record.answered_at, 253402300799);
    CHECK_INT(rows.rows[0].record.asked.round, 1000000000000000);
    CHECK_INT(rows.rows[0].record.asked.position, 1000000000000000);
    CHECK_INT(rows.rows[0].record.milliseconds, 1000000000000000);
    CHECK(store_next_round(store, &round, &problem));
    CHECK_INT(round, 1000000000000000);
    sample_rows_fini(&rows);
    store_close(store);
}

static void test_damaged_schema(void)
{
    REQUIRE(make_store("loose.db") &&
            sample_sql("loose.db", "ALTER TABLE events ADD COLUMN note TEXT"));
    refused("loose.db", "\"DIR/loose.db\" is damaged: \"events\" is not there as amiquiz made it",
            HINT_DAMAGED);
    REQUIRE(sample_sql("bare.db", "PRAGMA application_id = 1634562426; PRAGMA user_version = 2"));
    refused("bare.db", "\"DIR/bare.db\" is damaged: \"sittings\" is not there as amiquiz made it",
            HINT_DAMAGED);
    REQUIRE(sample_sql("no-version.db", "PRAGMA application_id = 1634562426"));
    refused("no-version.db", "\"DIR/no-version.db\" is damaged: it says nothing about its version",
            HINT_DAMAGED);
}

/* ---- Where it lies ---- */

static void test_odd_files(void)
{
    REQUIRE(mkdir("folder", 0700) == 0 && mkfifo("pipe", 0600) == 0);
    REQUIRE(make_store("real.db") && symlink("real.db", "link.db") == 0);
    REQUIRE(symlink("nowhere", "dangling.db") == 0);
    refused("folder", "\"DIR/folder\" is a folder", "name a file in it");
    refused("folder/", "\"folder/\" is a folder", "name a file in it");
    refused("..", "\"..\" is a folder", "name a file in it");
    refused("link.db", "\"DIR/link.db\" is a symbolic link",
            "name the file itself, not a link to it");
    refused("dangling.db", "\"DIR/dangling.db\" is a symbolic link",
            "name the file itself, not a link to it");
    CHECK(access("nowhere", F_OK) != 0);
    refused("pipe", "\"DIR/pipe\" is not a plain file", "name a file with --db FILE or AMIQUIZ_DB");
    refused("", "the name of the database is empty", "name a file with --db FILE or AMIQUIZ_DB");
    refused("real.db/progress.db", "the folder \"real.db\" cannot be made: Not a directory",
            HINT_FOLDER);
    refused("real.db/a/progress.db", "the folder \"real.db\" cannot be made: Not a directory",
            HINT_FOLDER);
}

static void test_no_home(void)
{
    refused(NULL, "there is no place for your progress: neither HOME nor XDG_DATA_HOME is set",
            "set HOME, or name a file with --db FILE or AMIQUIZ_DB");
}

/* Names are foreign text, and may be longer than a message. */
static void test_odd_names(void)
{
    REQUIRE(mkdir("a\033[31m\nb", 0700) == 0);
    refused("a\033[31m\nb", "\"DIR/a\\u{1b}[31m\\u{a}b\" is a folder", "name a file in it");
    char deep[1024] = "";
    for (int i = 0; i < 40; i++) { /* beyond the 512 bytes that SQLite takes */
        strcat(deep, "ein-langer-Name-\303\244/");
    }
    strcat(deep, "progress.db");
    CHECK(store_open(deep, &problem) == NULL);
    CHECK(strncmp(problem.text, "\"...", 4) == 0);
    CHECK(strstr(problem.text, "\303\244/progress.db\" cannot be opened: unable to open database "
                               "file") != NULL);
    CHECK_STR(problem.hint, "look at the permissions of the file and its folder, or name another "
                            "one with --db FILE");
}

typedef struct store *opener(const char *path, struct store_problem *problem);

/* Open as somebody without rights (as nobody, when root runs the tests). */
static void refused_to_nobody(opener *open, const char *path, const char *text, const char *hint)
{
    struct store_problem *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    REQUIRE(shared != MAP_FAILED);
    const pid_t pid = fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        if (getuid() == 0 &&
            (setgroups(0, NULL) != 0 || setgid(65534) != 0 || setuid(65534) != 0)) {
            _exit(2);
        }
        _exit(open(path, shared) == NULL ? 0 : 1);
    }
    int status = -1;
    CHECK(waitpid(pid, &status, 0) == pid);
    CHECK_INT(status, 0);
    CHECK_STR(plain_text(shared->text), text);
    CHECK_STR(shared->hint, hint);
    (void)munmap(shared, sizeof *shared);
}

static void test_no_rights(void)
{
    REQUIRE(mkdir("shut", 0755) == 0 && mkdir("wide", 0777) == 0 && chmod("wide", 0777) == 0);
    REQUIRE(make_store("shut/progress.db") && make_store("wide/progress.db"));
    REQUIRE(chmod("shut", 0555) == 0 && chmod("wide/progress.db", 0444) == 0);
    refused_to_nobody(store_open, "shut/progress.db",
                      "the folder \"DIR/shut\" cannot be written: Permission denied", HINT_FOLDER);
    refused_to_nobody(store_open, "shut/more/progress.db",
                      "the folder \"shut/more\" cannot be made: Permission denied", HINT_FOLDER);
    refused_to_nobody(store_open, "wide/progress.db",
                      "\"DIR/wide/progress.db\" cannot be written: attempt to write a readonly "
                      "database",
                      "change the permissions of the file, or name another one with --db FILE or "
                      "AMIQUIZ_DB");
    REQUIRE(chmod("wide/progress.db", 0000) == 0);
    refused_to_nobody(store_open, "wide/progress.db",
                      "\"DIR/wide/progress.db\" cannot be opened: unable to open database file",
                      "look at the permissions of the file and its folder, or name another one "
                      "with --db FILE");
    CHECK(chmod("shut", 0755) == 0);
}

/* What only reads needs fewer rights, but some. */
static void test_no_rights_to_read(void)
{
    static const char hint[] = "copy it to a folder of yours, and name the copy with --db FILE";
    REQUIRE(mkdir("still", 0755) == 0 && sample_sql("still/old.db", store_version_1));
    REQUIRE(make_store("still/secret.db") && chmod("still/secret.db", 0000) == 0);
    REQUIRE(write_file("still/empty.db", "") && chmod("still/old.db", 0644) == 0);
    refused_to_nobody(store_open_to_read, "still/old.db",
                      "\"DIR/still/old.db\" was made by an older amiquiz, and cannot be brought up "
                      "to date where nothing may be written",
                      hint);
    refused_to_nobody(store_open_to_read, "still/secret.db",
                      "\"DIR/still/secret.db\" cannot be opened: unable to open database file",
                      "look at the permissions of the file and its folder, or name another one "
                      "with --db FILE");
    refused_to_nobody(store_open_to_read, "still/empty.db",
                      "\"DIR/still/empty.db\" cannot be written: attempt to write a readonly "
                      "database",
                      "change the permissions of the file, or name another one with --db FILE or "
                      "AMIQUIZ_DB");
    refused_to_nobody(store_open_to_read, "still/none/progress.db",
                      "the folder \"still/none\" cannot be found: No such file or directory",
                      HINT_FOLDER);
}

/* ---- Locks ---- */

static double seconds(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void test_locked(void)
{
    static const char text[] = "\"DIR/locked.db\" has been locked by another program for 3 seconds";
    static const char hint[] =
        "close the other amiquiz, or whatever else has the file open, and try again";
    REQUIRE(make_store("locked.db"));
    struct store *store = store_open("locked.db", &problem);
    sqlite3 *other = NULL;
    REQUIRE(store != NULL && sqlite3_open("locked.db", &other) == SQLITE_OK);
    CHECK_INT(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    const double start = seconds();
    refused("locked.db", text, hint);
    CHECK(seconds() - start > 2.5 && seconds() - start < 20);
    const struct event event = sample_answer(1);
    CHECK(!store_event(store, &event, &problem));
    CHECK_STR(plain_text(problem.text), text);
    CHECK_STR(problem.hint, hint);
    CHECK_INT(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    CHECK(store_event(store, &event, &problem)); /* and it goes on */
    (void)sqlite3_close(other);
    store_close(store);
    CHECK_INT(sample_number("locked.db", "SELECT count(*) FROM events"), 2);
}

/* A reader elsewhere lets us begin, but not commit. */
static void test_locked_at_commit(void)
{
    REQUIRE(make_store("reader.db"));
    struct store *store = store_open("reader.db", &problem);
    sqlite3 *other = NULL;
    REQUIRE(store != NULL && sqlite3_open("reader.db", &other) == SQLITE_OK);
    CHECK_INT(sqlite3_exec(other, "BEGIN; SELECT * FROM asked", NULL, NULL, NULL), SQLITE_OK);
    const struct event event = sample_answer(1);
    CHECK(!store_event(store, &event, &problem));
    CHECK_STR(plain_text(problem.text),
              "\"DIR/reader.db\" has been locked by another program for 3 seconds");
    CHECK_INT(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    CHECK(store_event(store, &event, &problem));
    (void)sqlite3_close(other);
    store_close(store);
    CHECK_INT(sample_number("reader.db", "SELECT count(*) FROM events"), 2);
}

/* ---- Copies ---- */

static void copy_refused(struct store *store, const char *path, const char *text, const char *hint)
{
    CHECK(!store_backup(store, path, &problem));
    CHECK_STR(plain_text(problem.text), text);
    CHECK_STR(problem.hint, hint);
}

static void test_copies(void)
{
    REQUIRE(make_store("origin.db") && mkdir("copies", 0700) == 0);
    REQUIRE(write_file("busy.db", "x") && write_file("busy.db-journal", "x"));
    REQUIRE(write_file("thesis.tex", "x"));
    REQUIRE(link("origin.db", "twin.db") == 0 && symlink("origin.db", "alias.db") == 0);
    struct store *store = store_open("origin.db", &problem);
    REQUIRE(store != NULL);
    copy_refused(store, "copies", "\"DIR/copies\" is a folder", "name a file in it");
    copy_refused(store, "origin.db", "\"DIR/origin.db\" is the database itself",
                 "name another file for the copy");
    copy_refused(store, "twin.db", "\"DIR/twin.db\" is the database itself",
                 "name another file for the copy");
    copy_refused(store, "alias.db", "\"DIR/alias.db\" is a symbolic link",
                 "name the file itself, not a link to it");
    copy_refused(store, "busy.db", "\"DIR/busy.db\" is a database in use",
                 "name another file for the copy");
    copy_refused(store, "thesis.tex", "\"DIR/thesis.tex\" is not an SQLite database", HINT_OTHER);
    CHECK(file_is("thesis.tex", "x"));
    copy_refused(store, "none/copy.db",
                 "the folder \"none\" cannot be found: No such file or directory", HINT_FOLDER);
    CHECK(file_is("busy.db", "x"));
    store_close(store);
    store = store_open("origin.db", &problem);
    CHECK(store != NULL);
    store_close(store);
}

int main(void)
{
    dir = sample_folder();
    RUN(test_not_a_database);
    RUN(test_empty_file);
    RUN(test_another_program);
    RUN(test_newer_version);
    RUN(test_damaged_pages);
    RUN(test_damaged_rows);
    RUN(test_numbers_of_others);
    RUN(test_damaged_schema);
    RUN(test_odd_files);
    RUN(test_no_home);
    RUN(test_odd_names);
    RUN(test_no_rights);
    RUN(test_no_rights_to_read);
    RUN(test_locked);
    RUN(test_locked_at_commit);
    RUN(test_copies);
    sample_folder_remove();
    return check_end();
}
