/* A file is there whole or as it was before; what cannot be replaced is written where it stands. */
#include "questions/text/whole_file.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/check.h"

/* The first bytes of a file; "" when there is none. */
static const char *content(const char *path)
{
    static char bytes[64];
    FILE *file = fopen(path, "r");
    const size_t length = file != NULL ? fread(bytes, 1, sizeof bytes - 1, file) : 0;
    bytes[length] = '\0';
    if (file != NULL) {
        (void)fclose(file);
    }
    return bytes;
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    REQUIRE(file != NULL);
    (void)fputs(text, file);
    (void)fclose(file);
}

/* Names in a folder, without "." and "..". */
static size_t count_files(const char *folder)
{
    size_t count = 0;
    DIR *dir = opendir(folder);
    while (dir != NULL && readdir(dir) != NULL) {
        count++;
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
    return count - 2;
}

static int write_to(const char *path, const char *text)
{
    struct whole_file file;
    if (!whole_file_begin(&file, path)) {
        return file.error;
    }
    (void)whole_file_write(&file, text, strlen(text));
    (void)whole_file_end(&file);
    return file.error;
}

static void test_a_new_file(void)
{
    REQUIRE(mkdir("new", 0700) == 0);
    struct stat seen;
    (void)umask(027);
    CHECK_INT(write_to("new/file", "text"), 0);
    CHECK_STR(content("new/file"), "text");
    CHECK_INT(count_files("new"), 1);
    CHECK(stat("new/file", &seen) == 0 && (seen.st_mode & 0777) == 0640);
    CHECK_INT(write_to("here", ""), 0); /* without a folder in its name, and empty */
    CHECK(stat("here", &seen) == 0 && seen.st_size == 0);
}

static void test_nothing_shows_before_the_end(void)
{
    struct whole_file file;
    REQUIRE(mkdir("old", 0700) == 0);
    put("old/file", "before");
    REQUIRE(chmod("old/file", 0604) == 0);
    REQUIRE(whole_file_begin(&file, "old/file"));
    CHECK(whole_file_write(&file, "after", 5));
    CHECK_STR(content("old/file"), "before");
    whole_file_drop(&file);
    whole_file_drop(&file); /* does nothing more */
    CHECK_STR(content("old/file"), "before");
    CHECK_INT(count_files("old"), 1);
    CHECK_INT(write_to("old/file", "after"), 0);
    CHECK_STR(content("old/file"), "after");
    CHECK_INT(count_files("old"), 1);
    struct stat seen;
    CHECK(stat("old/file", &seen) == 0 && (seen.st_mode & 0777) == 0604);
}

/* Settled, it is on disk, but not in its place; given up then, it leaves nothing. */
static void test_settled_first(void)
{
    struct whole_file a, b;
    REQUIRE(mkdir("pair", 0700) == 0);
    put("pair/a", "old a");
    REQUIRE(whole_file_begin(&a, "pair/a") && whole_file_begin(&b, "pair/b"));
    CHECK(whole_file_write(&a, "new a", 5) && whole_file_write(&b, "new b", 5));
    CHECK(whole_file_settle(&a) && whole_file_settle(&a) && whole_file_settle(&b));
    CHECK_STR(content("pair/a"), "old a");
    CHECK(access("pair/b", F_OK) != 0);
    CHECK(whole_file_end(&a));
    CHECK_STR(content("pair/a"), "new a");
    whole_file_drop(&b);
    CHECK(access("pair/b", F_OK) != 0);
    CHECK_INT(count_files("pair"), 1);
}

/* Placed, it stands there before it is ended, and stays even when it is given up. */
static void test_placed_first(void)
{
    struct whole_file a, b;
    REQUIRE(mkdir("both", 0700) == 0);
    REQUIRE(whole_file_begin(&a, "both/a") && whole_file_begin(&b, "both/b"));
    CHECK(whole_file_write(&a, "new a", 5) && whole_file_write(&b, "new b", 5));
    CHECK(whole_file_settle(&a) && whole_file_settle(&b));
    CHECK(whole_file_place(&a) && whole_file_place(&a) && whole_file_place(&b));
    CHECK_STR(content("both/a"), "new a");
    CHECK_STR(content("both/b"), "new b");
    CHECK_INT(count_files("both"), 2);
    CHECK(whole_file_end(&a));
    whole_file_drop(&b);
    CHECK_STR(content("both/b"), "new b");
    REQUIRE(whole_file_begin(&a, "both/c"));
    REQUIRE(mkdir("both/c", 0700) == 0); /* somebody was faster */
    CHECK(!whole_file_place(&a) && a.error == EISDIR);
    CHECK(!whole_file_end(&a));
    CHECK_INT(count_files("both"), 3);
}

static void test_what_cannot_be(void)
{
    REQUIRE(mkdir("folder", 0700) == 0);
    put("plain", "p");
    CHECK_INT(write_to("folder", "x"), EISDIR);
    CHECK_INT(write_to("missing/file", "x"), ENOENT);
    CHECK_INT(write_to("plain/file", "x"), ENOTDIR);
    CHECK_INT(write_to("", "x"), ENOENT);
    CHECK_INT(count_files("folder"), 0);
    CHECK_INT(write_to("/dev/full", "x"), ENOSPC);
    CHECK_INT(write_to("/dev/null", "x"), 0);
    struct stat seen;
    CHECK(stat("/dev/null", &seen) == 0 && S_ISCHR(seen.st_mode));
}

static void test_links(void)
{
    struct stat seen;
    REQUIRE(mkdir("links", 0700) == 0);
    put("links/file", "before");
    REQUIRE(symlink("file", "links/link") == 0);
    REQUIRE(symlink("nowhere", "links/broken") == 0);
    CHECK_INT(write_to("links/link", "after"), 0);
    CHECK(lstat("links/link", &seen) == 0 && S_ISLNK(seen.st_mode));
    CHECK_STR(content("links/file"), "after");
    CHECK_INT(write_to("links/broken", "new"), 0);
    CHECK(lstat("links/broken", &seen) == 0 && S_ISREG(seen.st_mode));
    CHECK(access("links/nowhere", F_OK) != 0);
}

/* A name of that kind may have been left behind by another process of our number, or planted. */
static void test_a_name_that_is_taken(void)
{
    char name[64];
    REQUIRE(mkdir("taken", 0700) == 0);
    (void)snprintf(name, sizeof name, "taken/.amiquiz-%ld-0.tmp", (long)getpid());
    put(name, "theirs");
    (void)snprintf(name, sizeof name, "taken/.amiquiz-%ld-1.tmp", (long)getpid());
    REQUIRE(symlink("victim", name) == 0);
    CHECK_INT(write_to("taken/file", "ours"), 0);
    CHECK_STR(content("taken/file"), "ours");
    CHECK(access("taken/victim", F_OK) != 0);
    CHECK_INT(count_files("taken"), 3);
}

/* A disk that is full, here a limit on the size of files: in a process of its own. */
static void test_a_full_disk(void)
{
    REQUIRE(mkdir("full", 0700) == 0);
    put("full/file", "before");
    const pid_t child = fork();
    if (child == 0) {
        const struct rlimit limit = {1000, 1000};
        struct whole_file file;
        static char bytes[600];
        (void)signal(SIGXFSZ, SIG_IGN);
        (void)setrlimit(RLIMIT_FSIZE, &limit);
        bool good = whole_file_begin(&file, "full/file") && whole_file_write(&file, bytes, 600);
        good = good && !whole_file_write(&file, bytes, 600) && file.error == EFBIG;
        good = good && !whole_file_write(&file, bytes, 1) && !whole_file_end(&file);
        _exit(good && file.error == EFBIG ? 0 : 1);
    }
    int status = 0;
    CHECK(child > 0 && waitpid(child, &status, 0) == child && status == 0);
    CHECK_STR(content("full/file"), "before");
    CHECK_INT(count_files("full"), 1);
}

int main(void)
{
    RUN(test_a_new_file);
    RUN(test_nothing_shows_before_the_end);
    RUN(test_settled_first);
    RUN(test_placed_first);
    RUN(test_what_cannot_be);
    RUN(test_links);
    RUN(test_a_name_that_is_taken);
    RUN(test_a_full_disk);
    return check_end();
}
