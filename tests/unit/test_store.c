/* The store: what goes in comes out, what is impossible is refused, and two may use it at once. */
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/check.h"
#include "tests/unit/store_sample.h"

static struct store_problem problem;

/* An open store in memory with one question asked, number 1. */
static struct store *with_question(void)
{
    struct store *store = store_open(":memory:", &problem);
    const struct asked asked = sample_asked("path-3f9a2c81");
    int64_t id = 0;
    if (store != NULL && (!store_asked(store, &asked, &id, &problem) || id != 1)) {
        store_close(store);
        return NULL;
    }
    return store;
}

/* What came of question 1: "open", "skip" or what was chosen, and "*" when it is marked. */
static const char *state_of(struct store *store)
{
    static char state[80];
    struct sample_rows rows;
    snprintf(state, sizeof state, "unreadable");
    if (sample_read(store, &rows, &problem) && rows.count == 1) {
        const struct outcome_record *r = &rows.rows[0].record;
        const char *came = r->answered ? rows.rows[0].chosen : r->skipped ? "skip" : "open";
        snprintf(state, sizeof state, "%s%s", came, r->marked ? "*" : "");
    }
    sample_rows_fini(&rows);
    return state;
}

static bool happen(struct store *store, enum happening what, const char *chosen)
{
    struct event event = sample_event(1, what);
    event.chosen = chosen;
    return store_event(store, &event, &problem);
}

/* ---- Round trip ---- */

static bool check_whole(void *context, const struct outcome_record *r)
{
    const struct asked want = sample_asked("path-3f9a2c81");
    ++*(int *)context;
    CHECK_INT(r->id, 1);
    CHECK_INT(r->asked.at, want.at);
    CHECK_INT(r->asked.round, want.round);
    CHECK_INT(r->asked.position, want.position);
    CHECK_STR(r->asked.question, want.question);
    CHECK_STR(r->asked.pack, want.pack);
    CHECK_STR(r->asked.digest, want.digest);
    CHECK_STR(r->asked.kind, want.kind);
    CHECK_STR(r->asked.decision, want.decision);
    CHECK_STR(r->asked.facts, want.facts);
    CHECK_STR(r->asked.telling, want.telling);
    CHECK(r->asked.seed == want.seed);
    CHECK_STR(r->asked.options, want.options);
    CHECK_STR(r->asked.key, want.key);
    CHECK_STR(r->asked.rule, want.rule);
    CHECK(r->answered && !r->skipped && r->correct && r->marked);
    CHECK_STR(r->chosen, "launch-create");
    CHECK_INT(r->answered_at, 1700000009);
    CHECK_INT(r->milliseconds, 8500);
    return true;
}

static void test_round_trip(void)
{
    struct store *store = store_open("round.db", &problem);
    REQUIRE(store != NULL);
    const struct asked asked = sample_asked("path-3f9a2c81");
    int64_t id = 0;
    CHECK(store_asked(store, &asked, &id, &problem));
    CHECK_INT(id, 1);
    const struct event answer = sample_answer(id), mark = sample_event(id, HAPPENED_MARK);
    CHECK(store_event(store, &answer, &problem));
    CHECK(store_event(store, &mark, &problem));
    store_close(store);

    store = store_open("round.db", &problem);
    REQUIRE(store != NULL);
    int seen = 0;
    CHECK(store_history(store, "ami-lecture", check_whole, &seen, &problem));
    CHECK_INT(seen, 1);
    CHECK(store_history(store, "ami-current", check_whole, &seen, &problem));
    CHECK_INT(seen, 1);
    store_close(store);
}

static bool check_bare(void *context, const struct outcome_record *r)
{
    ++*(int *)context;
    CHECK_STR(r->asked.decision, NULL);
    CHECK_STR(r->asked.facts, NULL);
    CHECK_STR(r->asked.telling, NULL);
    CHECK_STR(r->asked.rule, NULL);
    CHECK(r->asked.seed == 0);
    CHECK(!r->answered && !r->skipped && !r->correct && !r->marked);
    CHECK_STR(r->chosen, NULL);
    CHECK_INT(r->answered_at, 0);
    CHECK_INT(r->milliseconds, 0);
    return true;
}

static void test_round_trip_bare(void)
{
    struct store *store = store_open(":memory:", &problem);
    REQUIRE(store != NULL);
    struct asked asked = sample_asked("statement-1");
    asked.decision = asked.facts = asked.telling = asked.rule = NULL;
    asked.seed = 0;
    int64_t id = 0;
    int seen = 0;
    CHECK(store_asked(store, &asked, &id, &problem));
    CHECK(store_history(store, "ami-lecture", check_bare, &seen, &problem));
    CHECK_INT(seen, 1);
    store_close(store);
}

static bool stop_at_two(void *context, const struct outcome_record *record)
{
    (void)record;
    return ++*(int *)context < 2;
}

static void test_history_order(void)
{
    static const char *const names[] = {"c", "a", "b"};
    struct store *store = store_open(":memory:", &problem);
    REQUIRE(store != NULL);
    for (int i = 0; i < 3; i++) {
        const struct asked asked = sample_asked(names[i]);
        int64_t id = 0;
        CHECK(store_asked(store, &asked, &id, &problem));
        CHECK_INT(id, i + 1);
    }
    struct sample_rows rows;
    CHECK(sample_read(store, &rows, &problem));
    CHECK_INT(rows.count, 3);
    for (size_t i = 0; i < 3 && i < rows.count; i++) {
        CHECK_STR(rows.rows[i].question, names[i]);
    }
    sample_rows_fini(&rows);
    int seen = 0;
    CHECK(store_history(store, "ami-lecture", stop_at_two, &seen, &problem));
    CHECK_INT(seen, 2);
    store_close(store);
}

static void test_next_round(void)
{
    struct store *store = store_open(":memory:", &problem);
    REQUIRE(store != NULL);
    int64_t round = 0, id = 0;
    CHECK(store_next_round(store, &round, &problem));
    CHECK_INT(round, 1);
    const struct asked asked = sample_asked("path-3f9a2c81");
    CHECK(store_asked(store, &asked, &id, &problem));
    CHECK(store_next_round(store, &round, &problem));
    CHECK_INT(round, 4);
    store_close(store);
}

/* ---- Undo, skip, mark ---- */

static bool answer(struct store *store, const char *chosen)
{
    return happen(store, HAPPENED_ANSWER, chosen);
}

static bool undo(struct store *store)
{
    return happen(store, HAPPENED_UNDO, NULL);
}

static void test_undo(void)
{
    struct store *store = with_question();
    REQUIRE(store != NULL);
    CHECK_STR(state_of(store), "open");
    CHECK(answer(store, "A"));
    CHECK_STR(state_of(store), "A");
    CHECK(undo(store));
    CHECK_STR(state_of(store), "open");
    CHECK(answer(store, "B"));
    CHECK(happen(store, HAPPENED_SKIP, NULL));
    CHECK_STR(state_of(store), "skip");
    CHECK(answer(store, "C D"));
    CHECK_STR(state_of(store), "C D");
    CHECK(undo(store));
    CHECK_STR(state_of(store), "skip");
    CHECK(undo(store));
    CHECK_STR(state_of(store), "B");
    CHECK(answer(store, "E"));
    CHECK(undo(store));
    CHECK(undo(store));
    CHECK_STR(state_of(store), "open");
    store_close(store);
}

static void test_undo_of_nothing(void)
{
    struct store *store = with_question();
    REQUIRE(store != NULL);
    CHECK(!undo(store));
    CHECK_STR(problem.text, "this question has no answer that could be taken back");
    CHECK_STR(problem.hint, "go on with another question; nothing was changed");
    CHECK(answer(store, "A") && undo(store));
    CHECK(!undo(store));
    CHECK(happen(store, HAPPENED_MARK, NULL));
    CHECK(!undo(store)); /* a mark is not taken back */
    CHECK(answer(store, "B"));
    CHECK_STR(state_of(store), "B*");
    store_close(store);
}

static void test_marks(void)
{
    struct store *store = with_question();
    REQUIRE(store != NULL);
    CHECK(happen(store, HAPPENED_MARK, NULL));
    CHECK_STR(state_of(store), "open*");
    CHECK(answer(store, "A"));
    CHECK(happen(store, HAPPENED_MARK, NULL));
    CHECK_STR(state_of(store), "A*");
    CHECK(undo(store));
    CHECK_STR(state_of(store), "open*");
    CHECK(happen(store, HAPPENED_UNMARK, NULL));
    CHECK_STR(state_of(store), "open");
    CHECK(happen(store, HAPPENED_UNMARK, NULL));
    CHECK(happen(store, HAPPENED_SKIP, NULL));
    CHECK(happen(store, HAPPENED_MARK, NULL));
    CHECK_STR(state_of(store), "skip*");
    store_close(store);
}

/* ---- Impossible records ---- */

#define FAULT_HINT "this is a fault in amiquiz: please report it, with these words"

static bool refuses(struct store *store, struct asked asked)
{
    int64_t id = -1;
    const bool kept = store_asked(store, &asked, &id, &problem);
    CHECK_STR(problem.hint, FAULT_HINT);
    return !kept && id == -1;
}

static void test_refused_questions(void)
{
    struct store *store = store_open(":memory:", &problem);
    REQUIRE(store != NULL);
    const struct asked good = sample_asked("path-3f9a2c81");
    struct asked bad = good;
    bad.round = 0;
    CHECK(refuses(store, bad));
    CHECK_STR(problem.text, "\":memory:\" refused a record: CHECK constraint failed: round >= 1");
    bad = good, bad.position = 0;
    CHECK(refuses(store, bad));
    bad = good, bad.question = NULL;
    CHECK(refuses(store, bad));
    CHECK_STR(problem.text,
              "\":memory:\" refused a record: NOT NULL constraint failed: asked.question");
    bad = good, bad.pack = "";
    CHECK(refuses(store, bad));
    bad = good, bad.digest = "0123";
    CHECK(refuses(store, bad));
    bad = good, bad.digest = "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef";
    CHECK(refuses(store, bad));
    bad = good, bad.decision = "";
    CHECK(refuses(store, bad));
    bad = good, bad.facts = NULL; /* a telling of no case */
    CHECK(refuses(store, bad));
    bad = good, bad.key = "";
    CHECK(refuses(store, bad));
    bad = good, bad.options = NULL;
    CHECK(refuses(store, bad));
    CHECK_STR(state_of(store), "unreadable"); /* not one row */
    store_close(store);
}

/* The machine's fault, not ours; the record that was wanted is not there, and the store goes on. */
static void test_clock_before_1970(void)
{
    static const char text[] = "the clock of this machine is wrong: it says that it is before 1970";
    struct store *store = with_question();
    REQUIRE(store != NULL);
    struct asked asked = sample_asked("path-00000000");
    struct event event = sample_answer(1);
    struct sitting sitting = {
        .at = -1, .what = SITTING_DRILL, .pack = asked.pack, .digest = asked.digest};
    const struct setting setting = {.at = -1, .name = "x", .value = "y"};
    int64_t id = -1;
    asked.at = event.at = -1;
    CHECK(!store_asked(store, &asked, &id, &problem));
    CHECK_STR(problem.text, text);
    CHECK_STR(problem.hint,
              "set its date and time, then begin again; all that was saved is still there");
    problem = (struct store_problem){{0}, {0}};
    CHECK(!store_event(store, &event, &problem));
    CHECK_STR(problem.text, text);
    CHECK(!store_sitting(store, &sitting, &id, &problem));
    CHECK(!store_set(store, &setting, &problem));
    sitting.at = 0;
    CHECK_INT(id, -1);
    REQUIRE(store_sitting(store, &sitting, &id, &problem));
    problem = (struct store_problem){{0}, {0}};
    CHECK(!store_end(store, id, -1, END_FINISHED, &problem));
    CHECK_STR(problem.text, text);
    CHECK_STR(state_of(store), "open");
    CHECK(answer(store, "B"));
    store_close(store);
}

static void test_refused_events(void)
{
    struct store *store = with_question();
    REQUIRE(store != NULL);
    CHECK(!answer(store, NULL));
    CHECK_STR(problem.text, "\":memory:\" refused a record: CHECK constraint failed: "
                            "(what = 'answer') = (chosen IS NOT NULL)");
    CHECK_STR(problem.hint, FAULT_HINT);
    CHECK(!answer(store, ""));
    CHECK(!happen(store, HAPPENED_SKIP, "A"));
    struct event event = sample_answer(1);
    event.milliseconds = -1;
    CHECK(!store_event(store, &event, &problem));
    event = sample_answer(2);
    CHECK(!store_event(store, &event, &problem));
    CHECK_STR(problem.text, "\":memory:\" no longer holds what was open here: it was forgotten");
    CHECK_STR(state_of(store), "open");
    CHECK(answer(store, "A")); /* it goes on */
    CHECK_STR(state_of(store), "A");
    store_close(store);
}

/* ---- Two at once ---- */

static void test_two_connections(void)
{
    struct store *a = store_open("two.db", &problem), *b = store_open("two.db", &problem);
    REQUIRE(a != NULL && b != NULL);
    const struct asked asked = sample_asked("path-3f9a2c81");
    int64_t id = 0;
    CHECK(store_asked(a, &asked, &id, &problem));
    CHECK(answer(b, "B"));
    CHECK_STR(state_of(a), "B");
    CHECK(undo(a));
    CHECK(!undo(b));
    CHECK(happen(b, HAPPENED_MARK, NULL));
    CHECK_STR(state_of(a), "open*");
    store_close(a);
    CHECK_STR(state_of(b), "open*");
    store_close(b);
}

enum { WRITERS = 4, WRITES = 25 };

/* One of several processes that open the same new file and write. */
static int write_many(int writer)
{
    struct store_problem p;
    struct store *store = store_open("many.db", &p);
    bool good = store != NULL;
    for (int i = 0; i < WRITES && good; i++) {
        char name[32];
        int64_t id = 0;
        snprintf(name, sizeof name, "q-%d-%d", writer, i);
        const struct asked asked = sample_asked(name);
        good = store_asked(store, &asked, &id, &p);
        const struct event event = sample_answer(id);
        good = good && store_event(store, &event, &p);
    }
    if (!good) {
        printf("# writer %d: %s\n", writer, p.text);
        fflush(stdout);
    }
    store_close(store);
    return good ? 0 : 1;
}

static void test_many_processes(void)
{
    fflush(stdout);
    for (int i = 0; i < WRITERS; i++) {
        const pid_t pid = fork();
        REQUIRE(pid >= 0);
        if (pid == 0) {
            _exit(write_many(i));
        }
    }
    for (int i = 0; i < WRITERS; i++) {
        int status = -1;
        CHECK(wait(&status) > 0);
        CHECK_INT(status, 0);
    }
    CHECK_INT(sample_number("many.db", "SELECT count(DISTINCT question) FROM asked"),
              WRITERS * WRITES);
    CHECK_INT(sample_number("many.db", "SELECT count(DISTINCT asked) FROM events"),
              WRITERS * WRITES);
}

/* ---- The file ---- */

static unsigned mode_of(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? (unsigned)st.st_mode & 0777U : 0;
}

static void test_file(void)
{
    const mode_t before = umask(0);
    struct store *store = store_open("new/folders//here/progress.db", &problem);
    CHECK_INT(umask(before), 0); /* left as it was */
    REQUIRE(store != NULL);
    store_close(store);
    CHECK_INT(mode_of("new"), 0700);
    CHECK_INT(mode_of("new/folders"), 0700);
    CHECK_INT(mode_of("new/folders/here"), 0700);
    const char *path = "new/folders/here/progress.db";
    CHECK_INT(mode_of(path), 0600);
    CHECK_INT(sample_number(path, "PRAGMA application_id"), 0x616d717a);
    CHECK_INT(sample_number(path, "PRAGMA user_version"), 2);
    CHECK_INT(sample_number(path, "SELECT count(*) FROM pragma_table_list WHERE strict"), 5);
    CHECK(access("new/folders/here/progress.db-journal", F_OK) != 0);
    CHECK(symlink("new/folders", "link") == 0);
    store = store_open("link/here/progress.db", &problem); /* as /home is on some systems */
    CHECK(store != NULL);
    store_close(store);
}

static void test_no_wal(void)
{
    store_close(store_open("wal.db", &problem));
    REQUIRE(sample_sql("wal.db", "PRAGMA journal_mode = WAL; CREATE TABLE x(y); DROP TABLE x"));
    struct store *store = store_open("wal.db", &problem);
    CHECK(store != NULL);
    store_close(store);
    CHECK(access("wal.db-wal", F_OK) != 0);
    CHECK_INT(sample_number("wal.db", "SELECT journal_mode = 'delete' FROM pragma_journal_mode"),
              1);
}

static void test_memory_makes_no_file(void)
{
    struct store *store = with_question();
    REQUIRE(store != NULL);
    CHECK(answer(store, "A"));
    CHECK(access(":memory:", F_OK) != 0);
    store_close(store);
    store_close(NULL);
}

static void test_default_path(void)
{
    static const struct {
        const char *db, *data, *home, *want;
    } cases[] = {
        {"/x/my.db", "/data", "/home/ann", "/x/my.db"},
        {"my.db", "/data", "/home/ann", "my.db"},
        {"", "/data", "/home/ann", "/data/amiquiz/progress.db"},
        {NULL, "/data", NULL, "/data/amiquiz/progress.db"},
        {NULL, "", "/home/ann", "/home/ann/.local/share/amiquiz/progress.db"},
        {NULL, "data", "/home/ann", "/home/ann/.local/share/amiquiz/progress.db"},
        {NULL, NULL, "", NULL},
        {NULL, NULL, NULL, NULL},
    };
    static const char *const names[] = {"AMIQUIZ_DB", "XDG_DATA_HOME", "HOME"};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *const values[] = {cases[i].db, cases[i].data, cases[i].home};
        for (size_t j = 0; j < 3; j++) {
            (void)unsetenv(names[j]);
            if (values[j] != NULL) {
                (void)setenv(names[j], values[j], 1);
            }
        }
        char *path = store_default_path();
        CHECK_STR(path, cases[i].want);
        free(path);
    }
}

/* ---- Copies ---- */

static void test_backup(void)
{
    struct store *store = store_open("live.db", &problem);
    REQUIRE(store != NULL);
    const struct asked asked = sample_asked("path-3f9a2c81");
    int64_t id = 0;
    CHECK(store_asked(store, &asked, &id, &problem) && answer(store, "A"));
    CHECK(store_backup(store, "copy.db", &problem));
    CHECK(answer(store, "B"));
    CHECK_INT(mode_of("copy.db"), 0600);
    struct store *copy = store_open("copy.db", &problem);
    REQUIRE(copy != NULL);
    CHECK_STR(state_of(copy), "A");
    store_close(copy);
    CHECK(store_backup(store, "copy.db", &problem)); /* the older copy makes room */
    copy = store_open("copy.db", &problem);
    REQUIRE(copy != NULL);
    CHECK_STR(state_of(copy), "B");
    store_close(copy);
    CHECK(answer(store, "C"));
    CHECK_STR(state_of(store), "C");
    store_close(store);
}

static void test_backup_of_memory(void)
{
    struct store *store = with_question();
    REQUIRE(store != NULL);
    CHECK(store_backup(store, "from-memory.db", &problem));
    store_close(store);
    CHECK_INT(sample_number("from-memory.db", "SELECT count(*) FROM asked"), 1);
}

int main(void)
{
    (void)sample_folder();
    RUN(test_round_trip);
    RUN(test_round_trip_bare);
    RUN(test_history_order);
    RUN(test_next_round);
    RUN(test_undo);
    RUN(test_undo_of_nothing);
    RUN(test_marks);
    RUN(test_refused_questions);
    RUN(test_clock_before_1970);
    RUN(test_refused_events);
    RUN(test_two_connections);
    RUN(test_many_processes);
    RUN(test_file);
    RUN(test_no_wal);
    RUN(test_memory_makes_no_file);
    RUN(test_default_path);
    RUN(test_backup);
    RUN(test_backup_of_memory);
    sample_folder_remove();
    return check_end();
}
