/* The store: sittings, their settings and ends; forgetting; and whether a file is as it was left. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tests/unit/check.h"
#include "tests/unit/store_sample.h"

static struct store_problem problem;

static const char digest[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/* An exam of two questions with two settings. */
static bool begin(struct store *store, const char *pack, int64_t *id)
{
    static const struct setting settings[] = {{.name = "minutes", .value = "20"},
                                              {.name = "bank", .value = "a/b \"c\".json"}};
    struct asked asked[] = {sample_asked("one"), sample_asked("two")};
    asked[0].pack = asked[1].pack = pack;
    asked[1].item = "{\"id\":\"two\"}";
    const struct sitting sitting = {.at = 1700000000,
                                    .what = SITTING_EXAM,
                                    .pack = pack,
                                    .digest = digest,
                                    .seed = UINT64_C(0xfedcba9876543210),
                                    .settings = settings,
                                    .setting_count = 2,
                                    .asked = asked,
                                    .asked_count = 2};
    return store_sitting(store, &sitting, id, &problem);
}

/* What a walk saw, in one line. */
struct seen {
    char text[400];
};

static bool see_sitting(void *context, const struct sitting_record *r)
{
    struct seen *seen = context;
    const size_t n = strlen(seen->text);
    CHECK_STR(r->sitting.digest, digest);
    CHECK(r->sitting.seed == UINT64_C(0xfedcba9876543210));
    snprintf(seen->text + n, sizeof seen->text - n, "%lld:%lld:%d:%s:%d:%lld ", (long long)r->id,
             (long long)r->sitting.at, (int)r->sitting.what, r->sitting.pack, (int)r->end,
             (long long)r->ended_at);
    return true;
}

static const char *sittings_of(struct store *store, enum sitting_kind what)
{
    static struct seen seen;
    seen.text[0] = '\0';
    CHECK(store_sittings(store, what, see_sitting, &seen, &problem));
    return seen.text;
}

static bool see_question(void *context, const struct outcome_record *r)
{
    struct seen *seen = context;
    const size_t n = strlen(seen->text);
    snprintf(seen->text + n, sizeof seen->text - n, "%lld:%s:%lld:%d:%d:%s:%s ", (long long)r->id,
             r->asked.question, (long long)r->asked.sitting, (int)r->sitting, (int)r->end,
             r->asked.item != NULL ? r->asked.item : "-", r->answered ? r->chosen : "open");
    return true;
}

static const char *questions_of(struct store *store, int64_t sitting)
{
    static struct seen seen;
    seen.text[0] = '\0';
    CHECK(store_sitting_history(store, sitting, see_question, &seen, &problem));
    return seen.text;
}

static void test_sitting(void)
{
    struct store *store = store_open("sit.db", &problem);
    int64_t id = 0;
    REQUIRE(store != NULL);
    CHECK_STR(sittings_of(store, SITTING_NONE), "");
    CHECK(begin(store, "ami-lecture", &id));
    CHECK_INT(id, 1);
    const struct sitting drill = {.at = 1700000100,
                                  .what = SITTING_DRILL,
                                  .pack = "loan",
                                  .digest = digest,
                                  .seed = UINT64_C(0xfedcba9876543210)};
    CHECK(store_sitting(store, &drill, &id, &problem));
    CHECK_INT(id, 2);
    struct asked asked = sample_asked("three");
    asked.sitting = 2;
    int64_t question = 0;
    CHECK(store_asked(store, &asked, &question, &problem));
    store_close(store);
    store = store_open("sit.db", &problem);
    REQUIRE(store != NULL);
    CHECK_STR(sittings_of(store, SITTING_NONE),
              "1:1700000000:5:ami-lecture:0:0 2:1700000100:1:loan:0:0 ");
    CHECK_STR(sittings_of(store, SITTING_EXAM), "1:1700000000:5:ami-lecture:0:0 ");
    CHECK_STR(sittings_of(store, SITTING_CRAM), "");
    CHECK_STR(questions_of(store, 1), "1:one:1:5:0:-:open 2:two:1:5:0:{\"id\":\"two\"}:open ");
    CHECK_STR(questions_of(store, 2), "3:three:2:1:0:-:open ");
    CHECK_STR(questions_of(store, 3), "");
    store_close(store);
}

/* All of it or nothing. */
static void test_sitting_refused(void)
{
    struct store *store = store_open("none.db", &problem);
    struct asked asked[] = {sample_asked("one"), sample_asked("two")};
    int64_t id = -1;
    REQUIRE(store != NULL);
    asked[1].position = 0;
    const struct sitting sitting = {.at = 1,
                                    .what = SITTING_EXAM,
                                    .pack = "loan",
                                    .digest = digest,
                                    .asked = asked,
                                    .asked_count = 2};
    CHECK(!store_sitting(store, &sitting, &id, &problem));
    CHECK_STR(strstr(problem.text, "none.db"),
              "none.db\" refused a record: CHECK constraint failed: position >= 1");
    CHECK_INT(id, -1);
    CHECK_STR(sittings_of(store, SITTING_NONE), "");
    CHECK(begin(store, "loan", &id));
    CHECK_INT(id, 1);
    store_close(store);
    CHECK_INT(sample_number("none.db", "SELECT count(*) FROM asked"), 2);
}

static void test_end(void)
{
    struct store *store = store_open(":memory:", &problem);
    int64_t id = 0;
    REQUIRE(store != NULL && begin(store, "loan", &id));
    const struct event answer = sample_answer(1), mark = sample_event(1, HAPPENED_MARK);
    struct event undo = sample_event(1, HAPPENED_UNDO);
    CHECK(store_event(store, &answer, &problem));
    CHECK(store_end(store, id, 1700001200, END_TIMED_OUT, &problem));
    CHECK(store_end(store, id, 1700001300, END_HANDED_IN, &problem)); /* too late */
    CHECK_STR(sittings_of(store, SITTING_EXAM), "1:1700000000:5:loan:2:1700001200 ");
    CHECK(!store_event(store, &answer, &problem));
    CHECK_STR(problem.text, "the exam that this question is part of is over");
    CHECK_STR(problem.hint, "amiquiz exam begins another; nothing was changed");
    CHECK(!store_event(store, &undo, &problem));
    CHECK(store_event(store, &mark, &problem)); /* while one reads the review */
    CHECK_STR(questions_of(store, id), "1:one:1:5:2:-:launch-create "
                                       "2:two:1:5:2:{\"id\":\"two\"}:open ");
    CHECK(!store_end(store, 7, 1, END_FINISHED, &problem)); /* there is none */
    store_close(store);
}

/* A drill that found all it wanted still lets its answers be taken back. */
static void test_finished_is_not_over(void)
{
    struct store *store = store_open(":memory:", &problem);
    int64_t id = 0;
    REQUIRE(store != NULL && begin(store, "loan", &id));
    const struct event answer = sample_answer(1), undo = sample_event(1, HAPPENED_UNDO);
    CHECK(store_event(store, &answer, &problem));
    CHECK(store_end(store, id, 1700001200, END_FINISHED, &problem));
    CHECK(store_event(store, &undo, &problem));
    store_close(store);
}

static const char *setting(struct store *store, const char *pack, int64_t sitting, const char *name)
{
    static char copy[64];
    char *value = NULL;
    CHECK(store_setting(store, pack, sitting, name, &value, &problem));
    snprintf(copy, sizeof copy, "%s", value != NULL ? value : "(none)");
    free(value);
    return copy;
}

static bool set(struct store *store, const char *pack, const char *value)
{
    const struct setting setting = {.at = 5, .pack = pack, .name = "exam-date", .value = value};
    return store_set(store, &setting, &problem);
}

static void test_settings(void)
{
    struct store *store = store_open(":memory:", &problem);
    int64_t id = 0;
    REQUIRE(store != NULL && begin(store, "loan", &id));
    CHECK_STR(setting(store, NULL, id, "minutes"), "20");
    CHECK_STR(setting(store, NULL, id, "bank"), "a/b \"c\".json");
    CHECK_STR(setting(store, NULL, 0, "minutes"), "(none)");
    CHECK_STR(setting(store, "loan", 0, "exam-date"), "(none)");
    CHECK(set(store, "loan", "2026-12-15") && set(store, NULL, "2027-01-01"));
    CHECK(set(store, "loan", "2026-12-16"));
    CHECK_STR(setting(store, "loan", 0, "exam-date"), "2026-12-16");
    CHECK_STR(setting(store, NULL, 0, "exam-date"), "2027-01-01");
    CHECK(set(store, "loan", NULL));
    CHECK_STR(setting(store, "loan", 0, "exam-date"), "(none)");
    const struct setting both = {.at = 5, .pack = "loan", .sitting = id, .name = "x", .value = "y"};
    CHECK(!store_set(store, &both, &problem));
    store_close(store);
}

static bool see_sure(void *context, const struct outcome_record *r)
{
    struct seen *seen = context;
    snprintf(seen->text, sizeof seen->text, "%d %d hints %zu", r->has_confidence, r->confidence,
             r->hints);
    return false;
}

static void test_confidence_and_hints(void)
{
    struct store *store = store_open(":memory:", &problem);
    struct seen seen;
    int64_t id = 0;
    REQUIRE(store != NULL && begin(store, "loan", &id));
    const struct event hint = sample_event(1, HAPPENED_HINT);
    struct event answer = sample_answer(1);
    CHECK(store_event(store, &answer, &problem));
    CHECK(store_history(store, "loan", see_sure, &seen, &problem));
    CHECK_STR(seen.text, "0 0 hints 0");
    answer.has_confidence = true;
    CHECK(store_event(store, &hint, &problem) && store_event(store, &hint, &problem));
    CHECK(store_event(store, &answer, &problem));
    CHECK(store_history(store, "loan", see_sure, &seen, &problem));
    CHECK_STR(seen.text, "1 0 hints 2"); /* the last answer stands */
    answer.confidence = 101;
    CHECK(!store_event(store, &answer, &problem));
    store_close(store);
}

/* ---- Forgetting ---- */

static bool file_holds(const char *path, const char *word)
{
    char command[200];
    snprintf(command, sizeof command, "grep -qa '%s' '%s'", word, path);
    return system(command) == 0;
}

static void test_forget(void)
{
    struct store *store = store_open("forget.db", &problem);
    int64_t id = 0, question = 0;
    REQUIRE(store != NULL && begin(store, "loan", &id) && begin(store, "ami-lecture", &id));
    struct asked stray = sample_asked("stray"); /* of one pack, in a sitting of the other */
    stray.pack = "zebra", stray.sitting = 1;
    CHECK(store_asked(store, &stray, &question, &problem));
    const struct event answer = sample_answer(1), other = sample_answer(3);
    CHECK(store_event(store, &answer, &problem) && store_event(store, &other, &problem));
    CHECK(set(store, "loan", "2026-12-15") && set(store, "ami-lecture", "2026-12-16"));
    CHECK(store_end(store, 1, 5, END_HANDED_IN, &problem));
    CHECK(file_holds("forget.db", "zebra") && file_holds("forget.db", "2026-12-15"));
    CHECK(store_forget(store, "loan", &problem));
    CHECK(!file_holds("forget.db", "zebra") && !file_holds("forget.db", "2026-12-15"));
    CHECK_STR(sittings_of(store, SITTING_NONE), "2:1700000000:5:ami-lecture:0:0 ");
    CHECK_STR(questions_of(store, 2), "3:one:2:5:0:-:launch-create "
                                      "4:two:2:5:0:{\"id\":\"two\"}:open ");
    CHECK_STR(setting(store, NULL, 2, "minutes"), "20");
    CHECK_STR(setting(store, "ami-lecture", 0, "exam-date"), "2026-12-16");
    CHECK_STR(setting(store, "loan", 0, "exam-date"), "(none)");
    CHECK(store_check(store, &problem));
    const int fd = open("forget.db.version-1", O_WRONLY | O_CREAT, 0600);
    CHECK(fd >= 0 && close(fd) == 0);
    CHECK(store_forget(store, NULL, &problem));
    CHECK(access("forget.db.version-1", F_OK) != 0);
    CHECK(!file_holds("forget.db", "ami-lecture"));
    CHECK(begin(store, "loan", &id)); /* and it goes on */
    CHECK_INT(id, 6);                 /* above question 5: no number is given twice */
    store_close(store);
}

/* ---- As it was left ---- */

static bool file_there(const char *path)
{
    return access(path, F_OK) == 0;
}

/* Wait until a file's time is surely another than that of a later write. */
static void let_time_pass(void)
{
    const struct timespec step = {.tv_nsec = 30000000};
    (void)nanosleep(&step, NULL);
}

/* Make a database, and leave it in good order. */
static bool make_left(const char *path)
{
    int64_t id = 0;
    struct store *store = store_open(path, &problem);
    const bool made = store != NULL && begin(store, "loan", &id);
    let_time_pass();
    store_close(store);
    return made;
}

/* Damage it where only the check of all of it looks, and leave its time as it was. */
static void spoil_unseen(const char *path)
{
    struct stat before;
    REQUIRE(stat(path, &before) == 0);
    const int fd = open(path, O_WRONLY);
    char zeros[64] = {0};
    REQUIRE(fd >= 0 && pwrite(fd, zeros, sizeof zeros, 4096) == (ssize_t)sizeof zeros);
    const struct timespec times[2] = {before.st_atim, before.st_mtim};
    CHECK(futimens(fd, times) == 0 && close(fd) == 0);
}

static bool opens(const char *path)
{
    struct store *store = store_open(path, &problem);
    store_close(store);
    return store != NULL;
}

static void test_left_clean(void)
{
    REQUIRE(make_left("left.db"));
    CHECK(file_there("left.db-clean"));
    struct stat st;
    CHECK(stat("left.db-clean", &st) == 0 && (st.st_mode & 0777) == 0600);
    CHECK(opens("left.db"));
    /* What no time and no counter tells is taken on trust, and found by who asks for a check. */
    spoil_unseen("left.db");
    struct store *store = store_open("left.db", &problem);
    REQUIRE(store != NULL);
    CHECK(!store_check(store, &problem));
    store_close(store);
    CHECK(!opens("left.db")); /* from now on it is known */
}

static void test_not_left_clean(void)
{
    REQUIRE(make_left("touched.db"));
    spoil_unseen("touched.db");
    const struct timespec now[2] = {{.tv_nsec = UTIME_NOW}, {.tv_nsec = UTIME_NOW}};
    CHECK(utimensat(AT_FDCWD, "touched.db", now, 0) == 0); /* another time */
    CHECK(!opens("touched.db"));
    REQUIRE(make_left("moved.db"));
    spoil_unseen("moved.db");
    CHECK(system("cp -p moved.db copy && mv copy moved.db") == 0); /* another file */
    CHECK(!opens("moved.db"));
    REQUIRE(make_left("noted.db"));
    spoil_unseen("noted.db");
    CHECK(system("echo amiquiz > noted.db-clean") == 0); /* another note */
    CHECK(!opens("noted.db"));
    REQUIRE(make_left("journal.db"));
    spoil_unseen("journal.db");
    CHECK(system("echo x > journal.db-journal") == 0); /* it ended in the middle of something */
    CHECK(!opens("journal.db"));
}

/* A note about a file written a moment ago could not tell it from one written again just now. */
static void test_too_fresh_for_a_note(void)
{
    struct store *store = store_open("fresh.db", &problem);
    int64_t id = 0;
    REQUIRE(store != NULL && begin(store, "loan", &id));
    const struct timespec now[2] = {{.tv_nsec = UTIME_NOW}, {.tv_sec = 4102444800}}; /* 2100 */
    CHECK(utimensat(AT_FDCWD, "fresh.db", now, 0) == 0);
    store_close(store);
    CHECK(!file_there("fresh.db-clean"));
    CHECK(opens("fresh.db"));
}

static void test_memory_leaves_no_note(void)
{
    struct store *store = store_open(":memory:", &problem);
    REQUIRE(store != NULL);
    CHECK(store_forget(store, NULL, &problem));
    store_close(store);
    CHECK(!file_there(":memory:-clean"));
}

int main(void)
{
    (void)sample_folder();
    RUN(test_sitting);
    RUN(test_sitting_refused);
    RUN(test_end);
    RUN(test_finished_is_not_over);
    RUN(test_settings);
    RUN(test_confidence_and_hints);
    RUN(test_forget);
    RUN(test_left_clean);
    RUN(test_not_left_clean);
    RUN(test_too_fresh_for_a_note);
    RUN(test_memory_leaves_no_note);
    sample_folder_remove();
    return check_end();
}
