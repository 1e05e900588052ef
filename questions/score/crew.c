/*
 * Tasks are taken from counters, one for each share.  A call is over when all tasks are done, whether or
 * not everybody has noticed it: who has no processor just now is not waited for.  He may come late, and then
 * meets the shares of the next call, whose tasks he takes like anybody.  So a share is one word, and what
 * is to be done is read after a task was taken.
 *
 * Calls follow each other within microseconds, so everybody waits a moment awake before he sleeps.
 */
#include "questions/score/crew.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* Looks before sleeping: from a few microseconds to some hundred. */
#define AWAKE_LEAST 250
#define AWAKE_MOST  16000

#define CACHE_LINE 64

/* Tasks that somebody should do; no two in a cache line. */
struct share {
    atomic_uint_fast64_t tasks; /* the next one, and in the higher half their end */
    char apart[CACHE_LINE - sizeof(atomic_uint_fast64_t)];
};

struct member {
    struct crew *crew;
    size_t number; /* 0 is the caller */
    int patience;  /* looks before sleeping, next time */
};

struct crew {
    pthread_t *threads;     /* owned */
    struct member *members; /* owned; one for each, the caller first */
    struct share *shares;   /* owned; one for each, and the caller's */
    size_t others;
    pthread_mutex_t lock;
    pthread_cond_t called, finished;
    atomic_uint call;   /* number of the call; changed under the lock */
    atomic_size_t done; /* tasks of the call */
    _Atomic(crew_task *) task;
    _Atomic(void *) context;
    atomic_size_t count;
    atomic_bool ended;
};

static void pause_a_little(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

/* The next task of a share; false: there is none. */
static bool take_task(struct share *share, size_t *number)
{
    const uint64_t tasks = atomic_fetch_add(&share->tasks, 1);
    *number = (uint32_t)tasks;
    return *number < tasks >> 32;
}

static void finish_task(struct crew *crew, bool caller)
{
    if (atomic_fetch_add(&crew->done, 1) + 1 == atomic_load(&crew->count) && !caller) {
        (void)pthread_mutex_lock(&crew->lock);
        (void)pthread_cond_signal(&crew->finished);
        (void)pthread_mutex_unlock(&crew->lock);
    }
}

/* The own share, then what is left of the others. */
static void work(struct crew *crew, size_t self)
{
    const size_t all = crew->others + 1;
    for (size_t i = 0; i < all; i++) {
        struct share *share = &crew->shares[(self + i) % all];
        size_t number;
        while (take_task(share, &number)) {
            atomic_load (&crew->task)(atomic_load(&crew->context), number);
            finish_task(crew, self == 0);
        }
    }
}

/*
 * To be woken takes long, so a little patience pays, but not where the others have no processor: who waited
 * awake in vain has less of it next time.
 */
static void learn_patience(struct member *member, bool in_vain)
{
    const int patience = in_vain ? member->patience / 2 : member->patience * 2;
    member->patience = patience < AWAKE_LEAST  ? AWAKE_LEAST
                       : patience > AWAKE_MOST ? AWAKE_MOST
                                               : patience;
}

/* Wait for another call than the one seen last. */
static unsigned await_call(struct member *member, unsigned seen)
{
    struct crew *crew = member->crew;
    for (int i = 0; i < member->patience; i++) {
        const unsigned call = atomic_load_explicit(&crew->call, memory_order_acquire);
        if (call != seen) {
            learn_patience(member, false);
            return call;
        }
        pause_a_little();
    }
    learn_patience(member, true);
    (void)pthread_mutex_lock(&crew->lock);
    while (atomic_load(&crew->call) == seen) {
        (void)pthread_cond_wait(&crew->called, &crew->lock);
    }
    (void)pthread_mutex_unlock(&crew->lock);
    return atomic_load(&crew->call);
}

static void *follow(void *argument)
{
    struct member *member = argument;
    struct crew *crew = member->crew;
    unsigned seen = 0;
    for (;;) {
        seen = await_call(member, seen);
        if (atomic_load(&crew->ended)) {
            return NULL;
        }
        work(crew, member->number);
    }
}

static void call(struct crew *crew)
{
    (void)pthread_mutex_lock(&crew->lock);
    atomic_fetch_add(&crew->call, 1);
    (void)pthread_cond_broadcast(&crew->called);
    (void)pthread_mutex_unlock(&crew->lock);
}

/* What is to be done comes first: somebody late may take a task at once. */
static void share_out(struct crew *crew, size_t count, crew_task *task, void *context)
{
    const size_t all = crew->others + 1;
    size_t from = 0;
    atomic_store(&crew->done, 0);
    atomic_store(&crew->count, count);
    atomic_store(&crew->task, task);
    atomic_store(&crew->context, context);
    for (size_t i = 0; i < all; i++) {
        const size_t end = from + count / all + (i < count % all ? 1 : 0);
        atomic_store(&crew->shares[i].tasks, (uint64_t)end << 32 | from);
        from = end;
    }
}

static bool is_done(struct crew *crew)
{
    return atomic_load(&crew->done) == atomic_load(&crew->count);
}

static void await_others(struct member *caller)
{
    struct crew *crew = caller->crew;
    for (int i = 0; i < caller->patience; i++) {
        if (is_done(crew)) {
            learn_patience(caller, false);
            return;
        }
        pause_a_little();
    }
    learn_patience(caller, true);
    (void)pthread_mutex_lock(&crew->lock);
    while (!is_done(crew)) {
        (void)pthread_cond_wait(&crew->finished, &crew->lock);
    }
    (void)pthread_mutex_unlock(&crew->lock);
}

void crew_run(struct crew *crew, size_t count, crew_task *task, void *context)
{
    if (crew->others == 0 || count < 2) {
        for (size_t i = 0; i < count; i++) {
            task(context, i);
        }
        return;
    }
    share_out(crew, count, task, context);
    call(crew);
    work(crew, 0);
    await_others(&crew->members[0]);
}

static void add_others(struct crew *crew, unsigned threads)
{
    for (size_t i = 0; i + 1 < threads; i++) {
        if (pthread_create(&crew->threads[i], NULL, follow, &crew->members[i + 1]) != 0) {
            return;
        }
        crew->others++;
    }
}

struct crew *crew_new(unsigned threads)
{
    struct crew *crew = calloc(1, sizeof *crew);
    if (crew == NULL) {
        return NULL;
    }
    (void)pthread_mutex_init(&crew->lock, NULL);
    (void)pthread_cond_init(&crew->called, NULL);
    (void)pthread_cond_init(&crew->finished, NULL);
    crew->threads = calloc(threads, sizeof *crew->threads);
    crew->members = calloc(threads, sizeof *crew->members);
    crew->shares = calloc(threads, sizeof *crew->shares);
    if (crew->threads == NULL || crew->members == NULL || crew->shares == NULL) {
        crew_free(crew);
        return NULL;
    }
    for (size_t i = 0; i < threads; i++) {
        crew->members[i] = (struct member){crew, i, AWAKE_MOST};
        atomic_init(&crew->shares[i].tasks, 0);
    }
    add_others(crew, threads);
    return crew;
}

void crew_free(struct crew *crew)
{
    if (crew == NULL) {
        return;
    }
    if (crew->others > 0) {
        atomic_store(&crew->ended, true);
        call(crew);
    }
    for (size_t i = 0; i < crew->others; i++) {
        (void)pthread_join(crew->threads[i], NULL);
    }
    (void)pthread_mutex_destroy(&crew->lock);
    (void)pthread_cond_destroy(&crew->called);
    (void)pthread_cond_destroy(&crew->finished);
    free(crew->threads);
    free(crew->members);
    free(crew->shares);
    free(crew);
}
