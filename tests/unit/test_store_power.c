/*
 * The store on a disk that loses its power: at every step in turn, then at random ones, with random
 * parts of what was not synced on the disk afterwards.  Whatever was acknowledged is there, once, and
 * the store opens and goes on.  On a disk that lies about syncing the same test must find faults, or it
 * would find none on an honest one either.
 *
 * AMIQUIZ_CUTS (150) says how many random cuts there are; tests/long/store-power.sh raises it.
 */
#include <stdlib.h>
#include <unistd.h>

#include "tests/unit/check.h"
#include "tests/unit/power_disk.h"
#include "tests/unit/store_sample.h"

#define ANSWERS 6   /* questions asked and answered between two cuts */
#define KEPT    256 /* more than a disk ever sees */

static struct store_problem problem;

/* What the store said is kept: the questions by number, and whether they were answered. */
struct ledger {
    int64_t next;        /* number of the question to come */
    int64_t asked[KEPT]; /* number of each acknowledged question */
    bool answered[KEPT];
    size_t count;
};

/* Ask and answer until the power fails, or enough was done.  What fails is not acknowledged. */
static void work(struct ledger *ledger)
{
    struct store *store = store_open("power.db", &problem);
    for (int i = 0; store != NULL && i < ANSWERS && ledger->count < KEPT; i++) {
        char name[32];
        int64_t id = 0;
        snprintf(name, sizeof name, "q-%lld", (long long)ledger->next++);
        const struct asked asked = sample_asked(name);
        if (!store_asked(store, &asked, &id, &problem)) {
            break;
        }
        ledger->asked[ledger->count] = ledger->next - 1;
        ledger->answered[ledger->count++] = false;
        const struct event event = sample_answer(id);
        if (!store_event(store, &event, &problem)) {
            break;
        }
        ledger->answered[ledger->count - 1] = true;
    }
    store_close(store);
}

/* Is everything there that was acknowledged, in order and once?  Says what is not, unless `quiet`. */
static bool sound(const struct ledger *ledger, bool quiet)
{
    struct sample_rows rows = {0};
    struct store *store = store_open("power.db", &problem);
    bool good = store != NULL && sample_read(store, &rows, &problem);
    if (!good && !quiet) {
        printf("# %s\n", problem.text);
    }
    size_t at = 0;
    for (size_t i = 0; good && i < ledger->count; i++) {
        char name[32];
        snprintf(name, sizeof name, "q-%lld", (long long)ledger->asked[i]);
        while (at < rows.count && strcmp(rows.rows[at].question, name) != 0) {
            at++;
        }
        good = at < rows.count && (!ledger->answered[i] || rows.rows[at].record.answered);
        if (!good && !quiet) {
            printf("# %s is lost, or its answer\n", name);
        }
    }
    for (size_t i = 1; good && i < rows.count; i++) {
        good = strcmp(rows.rows[i].question, rows.rows[i - 1].question) != 0;
    }
    sample_rows_fini(&rows);
    store_close(store);
    return good;
}

static struct ledger *fresh(void)
{
    struct ledger *ledger = calloc(1, sizeof *ledger);
    return ledger != NULL && power_disk_begin() ? ledger : NULL;
}

/* The power fails at one step; @return whether there were so many steps. */
static bool cut_at(uint64_t step, uint64_t seed, bool *good)
{
    struct ledger *ledger = fresh();
    if (ledger == NULL) {
        *good = false;
        return false;
    }
    power_disk_fail_at(step);
    work(ledger);
    const bool reached = power_disk_failed();
    power_disk_restart(seed);
    *good = sound(ledger, false);
    power_disk_end();
    free(ledger);
    return reached;
}

static void test_every_step(void)
{
    uint64_t steps = 0;
    bool good = true;
    for (uint64_t step = 1; good && cut_at(step, step * UINT64_C(0x9e3779b97f4a7c15), &good);
         step++) {
        steps = step;
    }
    printf("# %llu steps, the power cut at each\n", (unsigned long long)steps);
    CHECK(good);
    CHECK(steps > 100); /* making the tables and a dozen commits */
}

/* Cut after cut on one disk, now and then a new one.  @return how many left it unsound */
static size_t cuts(size_t count, bool quiet)
{
    uint64_t seed = UINT64_C(88172645463325252);
    size_t bad = 0;
    struct ledger *ledger = fresh();
    for (size_t i = 0; ledger != NULL && i < count; i++) {
        seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        power_disk_lie(quiet);
        power_disk_fail_at(1 + (seed >> 33) % 220);
        work(ledger);
        power_disk_restart(seed);
        const bool good = sound(ledger, quiet);
        bad += good ? 0 : 1;
        if (!good || i % 20 == 19) {
            power_disk_end();
            free(ledger);
            ledger = fresh();
        }
    }
    if (ledger != NULL) {
        power_disk_end();
    }
    free(ledger);
    return bad;
}

static size_t wanted(void)
{
    const char *text = getenv("AMIQUIZ_CUTS");
    return text != NULL ? strtoul(text, NULL, 10) : 150;
}

static void test_random_cuts(void)
{
    const size_t count = wanted(), bad = cuts(count, false);
    printf("# %zu power cuts, %zu violations\n", count, bad);
    CHECK_INT(bad, 0);
}

static void test_disk_that_lies(void)
{
    const size_t count = wanted(), bad = cuts(count, true);
    printf("# %zu power cuts of a disk that lies, %zu violations\n", count, bad);
    CHECK(bad > count / 4);
}

int main(void)
{
    (void)sample_folder();
    RUN(test_every_step);
    RUN(test_random_cuts);
    RUN(test_disk_that_lies);
    sample_folder_remove();
    return check_end();
}
