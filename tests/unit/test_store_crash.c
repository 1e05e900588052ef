/*
 * The store under kill -9, full disks and failing system calls: what was acknowledged is there
 * afterwards, once, and the database opens and goes on.
 *
 * AMIQUIZ_KILLS (20) says how often the writer is killed; tests/long/store-kill.sh raises it.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/unit/check.h"
#include "tests/unit/store_sample.h"

static struct store_problem problem;

/* ---- kill -9 ---- */

/* What the writer says of each row once the store said that it is kept. */
struct word {
    int64_t id;     /* of the question */
    int64_t number; /* its name is "q-<number>" */
    int answered;
};

/* All that was ever acknowledged. */
static struct ledger {
    struct word *words; /* owned */
    size_t count, capacity;
} ledger;

static bool ledger_add(const struct word *word)
{
    if (ledger.count == ledger.capacity) {
        const size_t capacity = ledger.capacity * 2 + 256;
        struct word *more = realloc(ledger.words, capacity * sizeof *more);
        if (more == NULL) {
            return false;
        }
        ledger.words = more;
        ledger.capacity = capacity;
    }
    ledger.words[ledger.count++] = *word;
    return true;
}

static void say(int pipe_end, struct word word)
{
    if (write(pipe_end, &word, sizeof word) != (ssize_t)sizeof word) {
        _exit(3);
    }
}

/* The writer: questions and answers from a number on, until it is killed. */
static void write_for_ever(int pipe_end, int64_t number)
{
    struct store_problem p;
    struct store *store = store_open("kill.db", &p);
    for (; store != NULL; number++) {
        char name[32];
        int64_t id = 0;
        snprintf(name, sizeof name, "q-%lld", (long long)number);
        const struct asked asked = sample_asked(name);
        if (!store_asked(store, &asked, &id, &p)) {
            break;
        }
        say(pipe_end, (struct word){.id = id, .number = number});
        const struct event event = sample_answer(id);
        if (!store_event(store, &event, &p)) {
            break;
        }
        say(pipe_end, (struct word){.id = id, .number = number, .answered = 1});
    }
    (void)!write(STDERR_FILENO, p.text, strlen(p.text));
    _exit(2); /* only a kill ends it well */
}

/* Our own chance, so that the pauses are the same every time. */
static uint64_t next_chance(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void pause_microseconds(uint64_t microseconds)
{
    const struct timespec t = {.tv_sec = (time_t)(microseconds / 1000000),
                               .tv_nsec = (long)(microseconds % 1000000 * 1000)};
    (void)nanosleep(&t, NULL);
}

/*
 * Start a writer, kill it so long after it began, or after its first word, and note what it had
 * acknowledged.  @return the next number, or -1.
 */
static int64_t kill_one(int64_t number, bool after_word, uint64_t microseconds)
{
    int ends[2];
    if (pipe(ends) != 0) {
        return -1;
    }
    fflush(stdout);
    const pid_t pid = fork();
    if (pid == 0) {
        (void)close(ends[0]);
        write_for_ever(ends[1], number);
    }
    (void)close(ends[1]);
    struct pollfd word_comes = {.fd = ends[0], .events = POLLIN};
    if (after_word) { /* else a slow machine would never let it say one */
        (void)poll(&word_comes, 1, 60000);
    }
    pause_microseconds(microseconds);
    int status = 0;
    const bool killed = pid > 0 && kill(pid, SIGKILL) == 0 && waitpid(pid, &status, 0) == pid &&
                        WIFSIGNALED(status);
    struct word word;
    bool noted = true;
    while (noted && read(ends[0], &word, sizeof word) == (ssize_t)sizeof word) {
        noted = ledger_add(&word);
        number = word.number;
    }
    (void)close(ends[0]);
    return killed && noted ? number + 2 : -1; /* one more may have been written, unsaid */
}

/* Every acknowledged word is true of the rows, which are in the order of their numbers. */
static void check_ledger(const struct sample_rows *rows)
{
    size_t at = 0;
    for (size_t i = 0; i < ledger.count; i++) {
        const struct word *word = &ledger.words[i];
        while (at < rows->count && rows->rows[at].record.id < word->id) {
            at++;
        }
        char name[32];
        snprintf(name, sizeof name, "q-%lld", (long long)word->number);
        REQUIRE(at < rows->count && rows->rows[at].record.id == word->id);
        REQUIRE(strcmp(rows->rows[at].question, name) == 0);
        REQUIRE(!word->answered || rows->rows[at].record.answered);
    }
}

static void check_after_kill(int kills)
{
    struct store *store = store_open("kill.db", &problem);
    if (store == NULL) {
        printf("# %s\n", problem.text);
    }
    REQUIRE(store != NULL);
    struct sample_rows rows;
    CHECK(sample_read(store, &rows, &problem));
    check_ledger(&rows);
    CHECK(rows.count <= ledger.count + (size_t)kills); /* one a kill at most, unsaid */
    sample_rows_fini(&rows);
    store_close(store);
    CHECK_INT(sample_number("kill.db", "SELECT count(*) - count(DISTINCT question) FROM asked"), 0);
    CHECK_INT(sample_number("kill.db", "SELECT count(*) - count(DISTINCT asked) FROM events"), 0);
}

static void test_kill(void)
{
    const char *wanted = getenv("AMIQUIZ_KILLS");
    const int kills = wanted != NULL ? atoi(wanted) : 20;
    uint64_t chance = UINT64_C(88172645463325252);
    int64_t number = 1;
    for (int i = 1; i <= kills && !check_state.bad; i++) {
        /* From before the file is there to some dozens of answers. */
        const bool early = i <= kills / 4;
        number = kill_one(number, !early, next_chance(&chance) % (early ? 6000 : 40000));
        REQUIRE(number > 0);
        check_after_kill(i);
    }
    printf("# %d kills, %zu rows acknowledged\n", kills, ledger.count);
    CHECK(ledger.count >= (size_t)(kills - kills / 4)); /* else it was killed too early */
    free(ledger.words);
}

/* ---- No room ---- */

static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    (void)getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    (void)setrlimit(RLIMIT_FSIZE, &limit);
}

static bool keep(struct store *store, int64_t number, struct store_problem *p)
{
    char name[32];
    int64_t id = 0;
    snprintf(name, sizeof name, "q-%lld", (long long)number);
    const struct asked asked = sample_asked(name);
    if (!store_asked(store, &asked, &id, p)) {
        return false;
    }
    const struct event event = sample_answer(id);
    return store_event(store, &event, p);
}

static const char *plain_text(const char *text)
{
    const char *slash = strrchr(text, '/');
    return slash == NULL ? text : slash + 1;
}

#define NO_ROOM " was not written: the disk has no room left, or fails"
#define NO_ROOM_HINT                                                                               \
    "look at free space, quotas and limits, then try again; what was saved before is still there"
#define FULL      " was not written: the disk is full"
#define FULL_HINT "make room and try again; what was saved before is still there"

/* In a child: fill up to the limit; then, with the limit lifted, go on.  @return how many kept. */
static int fill(void)
{
    struct store *store = store_open("full.db", &problem);
    int kept = 0;
    (void)signal(SIGXFSZ, SIG_IGN);
    limit_files(64 * 1024);
    while (store != NULL && kept < 10000 && keep(store, kept, &problem)) {
        kept++;
    }
    CHECK(kept > 10 && kept < 10000);
    CHECK_STR(plain_text(problem.text), "full.db\"" NO_ROOM);
    CHECK_STR(problem.hint, NO_ROOM_HINT);
    CHECK(store != NULL && !keep(store, 20000, &problem)); /* still so */
    limit_files(RLIM_INFINITY);
    CHECK(store != NULL && keep(store, 30000, &problem));
    store_close(store);
    return kept;
}

/* Run a test in a child and take over its verdict. */
static void in_child(void (*test)(void))
{
    fflush(stdout);
    const pid_t pid = fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        test();
        fflush(stdout);
        _exit(check_state.bad ? 1 : 0);
    }
    int status = -1;
    CHECK(waitpid(pid, &status, 0) == pid);
    CHECK_INT(status, 0);
}

static void fill_and_look(void)
{
    const int kept = fill();
    CHECK_INT(sample_number("full.db", "SELECT count(DISTINCT asked) FROM events"), kept + 1);
    CHECK_INT(sample_number("full.db", "SELECT count(*) FROM events"), kept + 1);
}

static void test_file_size_limit(void)
{
    in_child(fill_and_look);
    struct store *store = store_open("full.db", &problem); /* which checks it, too */
    CHECK(store != NULL);
    store_close(store);
}

static void open_without_room(void)
{
    (void)signal(SIGXFSZ, SIG_IGN);
    limit_files(0);
    struct store *store = store_open("no-room.db", &problem);
    limit_files(RLIM_INFINITY);
    CHECK(store == NULL);
    CHECK_STR(plain_text(problem.text), "no-room.db\"" NO_ROOM);
    CHECK_STR(problem.hint, NO_ROOM_HINT);
    store = store_open("no-room.db", &problem); /* what is left is no obstacle */
    CHECK(store != NULL);
    store_close(store);
}

static void test_open_without_room(void)
{
    in_child(open_without_room);
}

/* A copy that has no room leaves nothing behind, neither itself nor a piece. */
static void copy_without_room(void)
{
    struct store *store = store_open("wide.db", &problem);
    REQUIRE(store != NULL && keep(store, 1, &problem));
    (void)signal(SIGXFSZ, SIG_IGN);
    CHECK(store_backup(store, "wide-copy.db", &problem));
    limit_files(4096);
    const bool copied = store_backup(store, "wide-copy.db", &problem);
    limit_files(RLIM_INFINITY);
    CHECK(!copied);
    CHECK(strstr(problem.text, "wide-copy.db\"") != NULL);
    CHECK(strstr(problem.text, "\" was not made: ") != NULL);
    CHECK_STR(problem.hint, "make room, or name a file elsewhere; nothing was changed");
    CHECK(system("test \"$(ls wide-copy.db*)\" = wide-copy.db") == 0);
    CHECK_INT(sample_number("wide-copy.db", "SELECT count(*) FROM events"), 1);
    CHECK(keep(store, 2, &problem));
    store_close(store);
}

static void test_copy_without_room(void)
{
    in_child(copy_without_room);
}

/* ---- Failing system calls ---- */

/* The call that is to fail: counted down to, and then for `faults_left` times. */
static int calls_until_fault, faults_left, fault_number;
static bool faulted;

static bool fails_now(void)
{
    if (calls_until_fault > 0) {
        calls_until_fault--;
        return false;
    }
    if (faults_left == 0) {
        return false;
    }
    faults_left--;
    faulted = true;
    errno = fault_number;
    return true;
}

static ssize_t bad_pwrite(int fd, const void *bytes, size_t length, off_t offset)
{
    return fails_now() ? -1 : pwrite(fd, bytes, length, offset);
}

static int bad_ftruncate(int fd, off_t length)
{
    return fails_now() ? -1 : ftruncate(fd, length);
}

static int bad_unlink(const char *path)
{
    return fails_now() ? -1 : unlink(path);
}

static const struct fault {
    const char *call;
    sqlite3_syscall_ptr bad;
    int number; /* errno */
} faults[] = {
    {"pwrite", (sqlite3_syscall_ptr)bad_pwrite, ENOSPC},
    {"pwrite", (sqlite3_syscall_ptr)bad_pwrite, EIO},
    {"ftruncate", (sqlite3_syscall_ptr)bad_ftruncate, EIO},
    {"unlink", (sqlite3_syscall_ptr)bad_unlink, EIO},
};

/* Which of two names a build of SQLite uses is its own affair; NULL puts the real one back. */
static void set_calls(const struct fault *fault, bool bad)
{
    static const char *const wide[] = {"pwrite64", NULL};
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    sqlite3_syscall_ptr to = bad ? fault->bad : NULL;
    (void)vfs->xSetSystemCall(vfs, fault->call, to);
    if (strcmp(fault->call, "pwrite") == 0 && vfs->xGetSystemCall(vfs, wide[0]) != NULL) {
        (void)vfs->xSetSystemCall(vfs, wide[0], to);
    }
}

/* Open, keep a few, close, with the n-th call failing.  @return how many were acknowledged. */
static int work_with_fault(const struct fault *fault, int nth, int times)
{
    struct store_problem p;
    calls_until_fault = nth, faults_left = times, fault_number = fault->number;
    faulted = false;
    set_calls(fault, true);
    int kept = 0;
    struct store *store = store_open("fault.db", &p);
    for (int i = 0; store != NULL && i < 4; i++) {
        kept += keep(store, i, &p) ? 1 : 0;
    }
    store_close(store);
    set_calls(fault, false);
    return kept;
}

static void test_faults(void)
{
    int runs = 0;
    for (size_t f = 0; f < sizeof faults / sizeof faults[0]; f++) {
        for (int nth = 0, hit = 1; hit && nth < 1000; nth++) {
            hit = 0;
            for (int times = 1; times <= 1000; times += 999) { /* once, and for good */
                (void)unlink("fault.db");
                (void)unlink("fault.db-journal");
                const int kept = work_with_fault(&faults[f], nth, times);
                hit = hit || faulted;
                runs++;
                struct store *store = store_open("fault.db", &problem);
                if (store == NULL) {
                    printf("# %s %d: %s\n", faults[f].call, nth, problem.text);
                }
                REQUIRE(store != NULL);
                store_close(store);
                REQUIRE(sample_number("fault.db", "SELECT count(DISTINCT asked) FROM events") >=
                        kept);
            }
        }
    }
    printf("# %d runs\n", runs);
    CHECK(runs > 100);
}

/* A disk without room, in the middle of it all: nothing half-kept, nothing lost, and on it goes. */
static void test_disk_full(void)
{
    struct store *store = store_open("disk.db", &problem);
    REQUIRE(store != NULL && keep(store, 1, &problem));
    calls_until_fault = 1, faults_left = 1000, fault_number = ENOSPC;
    set_calls(&faults[0], true);
    CHECK(!keep(store, 2, &problem));
    set_calls(&faults[0], false);
    CHECK_STR(plain_text(problem.text), "disk.db\"" FULL);
    CHECK_STR(problem.hint, FULL_HINT);
    CHECK(keep(store, 3, &problem));
    store_close(store);
    CHECK_INT(sample_number("disk.db", "SELECT count(*) FROM asked"), 2);
    CHECK_INT(sample_number("disk.db", "SELECT count(*) FROM events"), 2);
}

int main(void)
{
    (void)sample_folder();
    RUN(test_kill);
    RUN(test_file_size_limit);
    RUN(test_open_without_room);
    RUN(test_copy_without_room);
    RUN(test_disk_full);
    RUN(test_faults);
    sample_folder_remove();
    return check_end();
}
