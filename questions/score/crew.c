/*
 * Tasks are taken from a counter.  Calls follow each other within microseconds, so everybody waits a
 * moment awake before he sleeps.
 */
#include "questions/score/crew.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#define AWAKE 4000 /* looks before sleeping: some tens of microseconds */

struct crew {
    pthread_t *threads; /* owned */
    size_t others;
    pthread_mutex_t lock;
    pthread_cond_t called, finished;
    atomic_uint call;    /* number of the call; changed under the lock */
    atomic_size_t busy;  /* others that are not through with the call */
    atomic_size_t taken; /* tasks begun */
    size_t count;
    void (*task)(void *context, size_t number);
    void *context;
    bool ended;
};

static void pause_a_little(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

static void work(struct crew *crew)
{
    for (;;) {
        const size_t number = atomic_fetch_add(&crew->taken, 1);
        if (number >= crew->count) {
            return;
        }
        crew->task(crew->context, number);
    }
}

/* Wait for a call after `seen`. */
static void await_call(struct crew *crew, unsigned seen)
{
    for (int i = 0; i < AWAKE; i++) {
        if (atomic_load_explicit(&crew->call, memory_order_acquire) != seen) {
            return;
        }
        pause_a_little();
    }
    (void)pthread_mutex_lock(&crew->lock);
    while (atomic_load(&crew->call) == seen) {
        (void)pthread_cond_wait(&crew->called, &crew->lock);
    }
    (void)pthread_mutex_unlock(&crew->lock);
}

static void *member(void *argument)
{
    struct crew *crew = argument;
    for (unsigned seen = 0;; seen++) {
        await_call(crew, seen);
        if (crew->ended) {
            return NULL;
        }
        work(crew);
        if (atomic_fetch_sub(&crew->busy, 1) == 1) {
            (void)pthread_mutex_lock(&crew->lock);
            (void)pthread_cond_signal(&crew->finished);
            (void)pthread_mutex_unlock(&crew->lock);
        }
    }
}

static void call(struct crew *crew)
{
    atomic_store(&crew->taken, 0);
    atomic_store(&crew->busy, crew->others);
    (void)pthread_mutex_lock(&crew->lock);
    atomic_fetch_add(&crew->call, 1);
    (void)pthread_cond_broadcast(&crew->called);
    (void)pthread_mutex_unlock(&crew->lock);
}

static void await_others(struct crew *crew)
{
    for (int i = 0; i < AWAKE; i++) {
        if (atomic_load_explicit(&crew->busy, memory_order_acquire) == 0) {
            return;
        }
        pause_a_little();
    }
    (void)pthread_mutex_lock(&crew->lock);
    while (atomic_load(&crew->busy) > 0) {
        (void)pthread_cond_wait(&crew->finished, &crew->lock);
    }
    (void)pthread_mutex_unlock(&crew->lock);
}

void crew_run(struct crew *crew, size_t count, void (*task)(void *context, size_t number),
              void *context)
{
    if (crew->others == 0 || count < 2) {
        for (size_t i = 0; i < count; i++) {
            task(context, i);
        }
        return;
    }
    crew->count = count;
    crew->task = task;
    crew->context = context;
    call(crew);
    work(crew);
    await_others(crew);
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
    if (crew->threads == NULL) {
        crew_free(crew);
        return NULL;
    }
    while (crew->others + 1 < threads &&
           pthread_create(&crew->threads[crew->others], NULL, member, crew) == 0) {
        crew->others++;
    }
    return crew;
}

void crew_free(struct crew *crew)
{
    if (crew == NULL) {
        return;
    }
    if (crew->others > 0) {
        crew->ended = true;
        call(crew);
    }
    for (size_t i = 0; i < crew->others; i++) {
        (void)pthread_join(crew->threads[i], NULL);
    }
    (void)pthread_mutex_destroy(&crew->lock);
    (void)pthread_cond_destroy(&crew->called);
    (void)pthread_cond_destroy(&crew->finished);
    free(crew->threads);
    free(crew);
}
