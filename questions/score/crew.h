/** Some threads that work together on numbered tasks, again and again. */
#ifndef QUESTIONS_SCORE_CREW_H
#define QUESTIONS_SCORE_CREW_H

#include <stddef.h>

struct crew; /* private to crew.c */

/**
 * The caller and `threads` - 1 others (fewer where the system gives no more of them).
 * @return  NULL when memory ran out; crew_free() ends them
 */
struct crew *crew_new(unsigned threads);
void crew_free(struct crew *crew);
/**
 * Do tasks 0 to `count` - 1, each once, by whoever is free, the lower ones first; returns when all are
 * done.  What any thread wrote before is then seen by the caller, and by all in the next call.
 */
void crew_run(struct crew *crew, size_t count, void (*task)(void *context, size_t number),
              void *context);

#endif
