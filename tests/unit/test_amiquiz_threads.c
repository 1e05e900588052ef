/*
 * Threads share packs and ask everything of them at the same time, each in another order; every answer
 * must be the one that a thread alone gets.  tests/shell/library.sh runs this under the thread sanitizer,
 * too, which sees a race where the answers happen to be right.
 */
#include "engine/amiquiz.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"

#define THREADS   4
#define PACKS     2
#define DECISIONS 5
#define TASKS     ((size_t)PACKS * DECISIONS)
#define FACTS     11

static const char *const names[PACKS] = {"data/packs/ami-lecture.json",
                                         "data/packs/ami-current.json"};

/** What all threads share: read only. */
struct shared {
    char *bytes[PACKS];
    size_t length[PACKS];
    struct amiquiz_pack *packs[PACKS];
};

/** One thread's work, and a digest of the answers to each task. */
struct work {
    const struct shared *shared;
    size_t first; /* task */
    uint64_t digest[TASKS + 1];
};

/* FNV-1a, so that every bit of an answer counts. */
static void digest_add(uint64_t *digest, uint64_t value)
{
    for (size_t i = 0; i < 8; i++) {
        *digest = (*digest ^ (value >> (8 * i) & 0xff)) * UINT64_C(0x100000001b3);
    }
}

static void digest_text(uint64_t *digest, const char *text)
{
    for (size_t i = 0; text != NULL && text[i] != '\0'; i++) {
        digest_add(digest, (unsigned char)text[i]);
    }
}

static void ask_partial(const struct amiquiz_pack *pack, size_t decision, struct amiquiz_case facts,
                        uint64_t *digest)
{
    bool open[64];
    size_t which[64];
    const struct amiquiz_answer answer = amiquiz_decide(pack, decision, facts);
    digest_add(digest, answer.verdict);
    digest_add(digest, answer.outcomes);
    digest_add(digest, answer.rule);
    digest_add(digest, answer.facts.known);
    digest_add(digest, amiquiz_open_rules(pack, decision, facts, open));
    digest_add(digest, amiquiz_needs(pack, decision, facts));
    digest_add(digest, amiquiz_impossible(pack, facts, which));
}

static void ask_whole(const struct amiquiz_pack *pack, size_t decision, uint32_t whole,
                      uint64_t *digest)
{
    const size_t row = amiquiz_row(pack, decision, whole);
    digest_text(digest, amiquiz_rule_at(pack, decision, row).because);
    for (size_t o = 0; o < amiquiz_decision_at(pack, decision).outcomes; o++) {
        struct amiquiz_changes *to = amiquiz_changes_to(pack, decision, whole, o, UINT32_MAX);
        digest_add(digest, to != NULL && to->count > 0 ? to->sets[0] : 99);
        amiquiz_changes_free(to);
        digest_add(digest, amiquiz_why_not(pack, decision, whole, o).rule);
        digest_text(digest, amiquiz_not_because(pack, decision, row, o));
    }
}

static uint64_t ask_decision(const struct amiquiz_pack *pack, size_t decision)
{
    uint64_t digest = decision;
    struct amiquiz_plan *plan = amiquiz_plan_new(pack, decision); /* each thread has its own */
    for (uint32_t whole = 0; whole < 1u << FACTS; whole += 7) {
        const struct amiquiz_case known = {whole * 2654435761u >> 21, whole};
        struct amiquiz_advice advice = {.fact = 0};
        ask_partial(pack, decision, known, &digest);
        ask_whole(pack, decision, whole, &digest);
        if (plan != NULL && whole % 5 == 0 && amiquiz_plan_next(plan, known, &advice)) {
            digest_add(&digest, advice.fact);
            digest_add(&digest, advice.worst);
        }
    }
    amiquiz_plan_free(plan);
    return digest;
}

/* What concerns whole packs: reading one's own, proving, comparing. */
static uint64_t ask_packs(const struct shared *shared, size_t first)
{
    uint64_t digest = 0;
    struct amiquiz_pack *own = amiquiz_pack_read(names[first % PACKS], shared->bytes[first % PACKS],
                                                 shared->length[first % PACKS], NULL);
    digest_add(&digest, own != NULL ? amiquiz_pack_about(own).possible_cases : 0);
    amiquiz_pack_free(own);
    struct amiquiz_findings *found = amiquiz_check(shared->packs[0], shared->packs[1]);
    for (size_t i = 0; found != NULL && i < found->count; i++) {
        digest_text(&digest, found->items[i].id);
        digest_add(&digest, found->items[i].line);
    }
    amiquiz_findings_free(found);
    struct amiquiz_differences *parted = amiquiz_diff(shared->packs[0], shared->packs[1]);
    for (size_t i = 0; parted != NULL && i < parted->count; i++) {
        digest_add(&digest, parted->items[i].when.known);
        digest_add(&digest, parted->items[i].cases);
    }
    amiquiz_differences_free(parted);
    return digest;
}

static void *work_off(void *context)
{
    struct work *work = context;
    for (size_t i = 0; i < TASKS; i++) {
        const size_t task = (work->first + i) % TASKS;
        work->digest[task] = ask_decision(work->shared->packs[task % PACKS], task / PACKS);
    }
    work->digest[TASKS] = ask_packs(work->shared, work->first);
    return NULL;
}

static bool read_packs(struct shared *shared)
{
    for (size_t i = 0; i < PACKS; i++) {
        shared->bytes[i] = file_bytes(names[i], &shared->length[i]);
        shared->packs[i] = amiquiz_pack_read(names[i], shared->bytes[i], shared->length[i], NULL);
    }
    return shared->packs[0] != NULL && shared->packs[1] != NULL;
}

static void test_threads(void)
{
    struct shared shared = {{NULL}, {0}, {NULL}};
    struct work work[THREADS], alone = {.shared = &shared};
    pthread_t threads[THREADS];
    REQUIRE(read_packs(&shared));
    CHECK_INT(amiquiz_pack_about(shared.packs[0]).decisions, DECISIONS);
    (void)work_off(&alone);
    for (size_t i = 0; i < THREADS; i++) {
        work[i] = (struct work){.shared = &shared, .first = i * 3};
        REQUIRE(pthread_create(&threads[i], NULL, work_off, &work[i]) == 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        CHECK_INT(pthread_join(threads[i], NULL), 0);
        for (size_t task = 0; task <= TASKS; task++) {
            CHECK(work[i].digest[task] == alone.digest[task]);
            CHECK(task == 0 || alone.digest[task] != alone.digest[task - 1]);
        }
    }
    for (size_t i = 0; i < PACKS; i++) {
        amiquiz_pack_free(shared.packs[i]);
        free(shared.bytes[i]);
    }
}

int main(void)
{
    RUN(test_threads);
    return check_end();
}
