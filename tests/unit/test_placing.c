/* Files that take their places together: what a killed run left is finished, and nothing else is touched. */
#include "questions/text/placing.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "questions/text/buffer.h"
#include "tests/unit/check.h"

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    REQUIRE(file != NULL);
    CHECK(fputs(text, file) >= 0);
    CHECK(fclose(file) == 0);
}

/* What stands in a file; "-": there is none. */
static void check(const char *path, const char *want)
{
    char text[200] = "-";
    FILE *file = fopen(path, "rb");
    if (file != NULL) {
        text[fread(text, 1, sizeof text - 1, file)] = '\0';
        (void)fclose(file);
    }
    CHECK_STR(text, want);
}

/* All names with an ending are ours, and of these all but a.csv may go. */
static bool ours(int folder, const char *name, bool goes)
{
    CHECK(folder >= 0);
    return strchr(name, '.') != NULL && !(goes && strcmp(name, "a.csv") == 0);
}

static struct buffer foreign; /* what the last list was refused for */

static bool finish(const char *folder)
{
    buffer_clear(&foreign);
    return placing_finish(folder, ours, &foreign);
}

static bool begin(struct placing *placing, const char *folder, struct buffer *list)
{
    buffer_clear(&foreign);
    return placing_begin(placing, folder, list, ours, &foreign);
}

static void test_begin(void)
{
    struct buffer list = {0};
    struct placing placing = {0};
    REQUIRE(mkdir("begin", 0777) == 0);
    placing_note(&list, "begin/.amiquiz-1-0.tmp", "begin/a.csv");
    placing_note(&list, "other/.amiquiz-1-1.tmp", "begin/b.csv"); /* not where it will stand */
    placing_note(&list, "elsewhere/.amiquiz-1-2.tmp", "elsewhere/c.csv");
    placing_note(&list, NULL, "begin/d.csv");
    REQUIRE(begin(&placing, "begin", &list));
    check("begin/" PLACING_LIST,
          ".amiquiz-1-0.tmp\ta.csv\n.amiquiz-1-2.tmp\tc.csv\n-\td.csv\nwhole\n");
    placing_end(&placing);
    check("begin/" PLACING_LIST, "-");
    placing_end(&placing); /* once more does nothing */
    CHECK(!begin(&placing, "no-such-folder", &list));
    CHECK_INT(errno, ENOENT);
    placing_end(&placing);
    CHECK(finish("begin"));
    CHECK(finish("no-such-folder"));
    buffer_fini(&list);
}

static void test_finish(void)
{
    REQUIRE(mkdir("finish", 0777) == 0);
    put("finish/a.csv", "new a"); /* was placed before the kill */
    put("finish/b.csv", "old b");
    put("finish/.amiquiz-7-1.tmp", "new b");
    put("finish/.amiquiz-7-2.tmp", "new c");
    put("finish/d.csv", "old d");
    put("finish/e.csv", "e");
    put("finish/" PLACING_LIST, ".amiquiz-7-0.tmp\ta.csv\n.amiquiz-7-1.tmp\tb.csv\n"
                                ".amiquiz-7-2.tmp\tc.csv\n-\td.csv\n-\tf.csv\nwhole\n");
    for (int i = 0; i < 2; i++) { /* the second time there is nothing left to do */
        CHECK(finish(i == 0 ? "finish" : "finish/"));
        check("finish/a.csv", "new a");
        check("finish/b.csv", "new b");
        check("finish/c.csv", "new c");
        check("finish/d.csv", "-");
        check("finish/e.csv", "e");
        check("finish/.amiquiz-7-1.tmp", "-");
        check("finish/" PLACING_LIST, "-");
    }
}

/* A list that somebody left after this folder was looked at is done before the new one takes its place. */
static void test_begin_behind_another(void)
{
    struct buffer list = {0}, large = {0};
    struct placing placing = {0};
    REQUIRE(mkdir("behind", 0777) == 0);
    put("behind/a.csv", "old a");
    put("behind/.amiquiz-7-1.tmp", "new a");
    put("behind/" PLACING_LIST, ".amiquiz-7-1.tmp\ta.csv\nwhole\n");
    placing_note(&list, "behind/.amiquiz-8-1.tmp", "behind/b.csv");
    REQUIRE(begin(&placing, "behind", &list));
    check("behind/a.csv", "new a");
    check("behind/" PLACING_LIST, ".amiquiz-8-1.tmp\tb.csv\nwhole\n");
    placing_end(&placing);
    /* What cannot be done stays for somebody who can. */
    REQUIRE(mkdir("behind/folder.d", 0777) == 0);
    put("behind/" PLACING_LIST, "-\tfolder.d\nwhole\n");
    buffer_clear(&list);
    CHECK(!begin(&placing, "behind", &list));
    check("behind/" PLACING_LIST, "-\tfolder.d\nwhole\n");
    put("behind/" PLACING_LIST, "-\tnote\nwhole\n");
    buffer_clear(&list);
    CHECK(!begin(&placing, "behind", &list));
    CHECK_INT(errno, EBADMSG);
    CHECK_STR(buffer_text(&foreign), "note");
    check("behind/" PLACING_LIST, "-\tnote\nwhole\n");
    CHECK_INT(unlink("behind/" PLACING_LIST), 0);
    /* More than is ever read again. */
    for (size_t i = 0; i < 5000; i++) {
        placing_note(&large, NULL, "behind/a-long-name");
    }
    CHECK(!begin(&placing, "behind", &large));
    CHECK_INT(errno, E2BIG);
    check("behind/" PLACING_LIST, "-");
    buffer_fini(&list);
    buffer_fini(&large);
}

/* Cut off while it was written: nothing had been placed. */
static void test_cut(void)
{
    static const char *const lists[] = {"", "wh", ".amiquiz-7-1.tmp\tb.csv\n",
                                        ".amiquiz-7-1.tmp\tb.csv\nwhole", ".amiquiz-7-1.tmp\tb.c"};
    REQUIRE(mkdir("cut", 0777) == 0);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        put("cut/b.csv", "old b");
        put("cut/.amiquiz-7-1.tmp", "new b");
        put("cut/" PLACING_LIST, lists[i]);
        CHECK(finish("cut"));
        check("cut/b.csv", "old b");
        check("cut/" PLACING_LIST, "-");
    }
}

/* A list that somebody made up, in a folder that came by mail. */
static void test_hostile(void)
{
    static const struct {
        const char *line, *foreign;
    } lists[] = {{"-\t../outside.csv", "../outside.csv"},
                 {"-\t.secret", ".secret"},
                 {"-\t", ""},
                 {"-\t..", ".."},
                 {"-\tnote", "note"},
                 {"-\ta.csv", "a.csv"},
                 {"-\t" PLACING_LIST, PLACING_LIST},
                 {"note\tmoved.csv", "moved.csv"},
                 {"../outside.csv\tmoved.csv", "moved.csv"},
                 {".amiquiz-7-1.tmp\t../moved.csv", "../moved.csv"},
                 {".amiquiz-7-1.tmp\tnote", "note"},
                 {".amiquiz-7-1.tmpx\tmoved.csv", "moved.csv"},
                 {"\t", ""},
                 {"", ""},
                 {"-", "-"}};
    struct buffer list = {0};
    REQUIRE(mkdir("hostile", 0777) == 0 && mkdir("hostile/folder.d", 0777) == 0);
    put("outside.csv", "o");
    put("hostile/.secret", "s");
    put("hostile/note", "n");
    put("hostile/a.csv", "a");
    put("hostile/.amiquiz-7-1.tmp", "t");
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        buffer_clear(&list); /* what may be done stands before it, and is not done either */
        buffer_addf(&list, ".amiquiz-7-1.tmp\ta.csv\n%s\n-\tb.csv\nwhole\n", lists[i].line);
        put("hostile/" PLACING_LIST, buffer_text(&list));
        CHECK(!finish("hostile"));
        CHECK_INT(errno, EBADMSG);
        CHECK_STR(buffer_text(&foreign), lists[i].foreign);
        check("hostile/" PLACING_LIST, buffer_text(&list));
        check("hostile/a.csv", "a");
        check("hostile/.amiquiz-7-1.tmp", "t");
    }
    check("outside.csv", "o");
    check("hostile/.secret", "s");
    check("hostile/note", "n");
    check("hostile/moved.csv", "-");
    check("moved.csv", "-");
    put("hostile/" PLACING_LIST, "-\tfolder.d\nwhole\n");
    CHECK(!finish("hostile")); /* a folder is in the way */
    CHECK_INT(unlink("hostile/" PLACING_LIST), 0);
    CHECK(symlink("../outside.csv", "hostile/" PLACING_LIST) == 0);
    CHECK(!finish("hostile"));
    CHECK_INT(errno, ELOOP);
    CHECK_INT(unlink("hostile/" PLACING_LIST), 0);
    CHECK(mkfifo("hostile/" PLACING_LIST, 0666) == 0);
    CHECK(finish("hostile")); /* and does not wait for a writer */
    buffer_fini(&list);
    buffer_fini(&foreign);
}

/* Only of processes that are dead, and only what is old. */
static void test_sweep(void)
{
    static const struct {
        const char *name;
        bool stays;
    } files[] = {{".amiquiz-999999999-0.tmp", false},
                 {".amiquiz-999999999-1.tmpx", true},
                 {".amiquiz-1-0.tmp", true},
                 {".amiquiz-0-0.tmp", true},
                 {".amiquiz-.tmp", true},
                 {"amiquiz-999999999-0.tmp", true}};
    struct buffer path = {0};
    struct stat made;
    REQUIRE(mkdir("sweep", 0777) == 0);
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
            buffer_clear(&path);
            buffer_addf(&path, "sweep/%s", files[i].name);
            put(buffer_text(&path), "x");
            CHECK(stat(buffer_text(&path), &made) == 0);
        }
        placing_sweep("sweep", (int64_t)made.st_mtime + (pass == 0 ? 3500 : 3700));
        for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
            buffer_clear(&path);
            buffer_addf(&path, "sweep/%s", files[i].name);
            check(buffer_text(&path), pass == 0 || files[i].stays ? "x" : "-");
        }
    }
    placing_sweep("no-such-folder", 0);
    buffer_fini(&path);
}

int main(void)
{
    RUN(test_begin);
    RUN(test_finish);
    RUN(test_begin_behind_another);
    RUN(test_cut);
    RUN(test_hostile);
    RUN(test_sweep);
    return check_end();
}
