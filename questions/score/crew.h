/** Some threads that work together on numbered tasks, again and again. */
#ifndef QUESTIONS_SCORE_CREW_H
#define QUESTIONS_SCORE_CREW_H

#include <stddef.h>

struct crew; /* private to crew.c */

/** Do one task.  Everybody may do one at the same time. */
typedef void crew_task(void *context, size_t number);

/**
 * The caller and `threads` - 1 others (fewer where the system gives no more of them).
 * @return  NULL when memory ran out; crew_free() ends them
 */
struct crew *crew_new(unsigned threads);
void crew_free(struct crew *crew);
/**
 * Do tasks 0 to `count` - 1 (fewer than 2^32), each once; returns when all are done.  What any thread wrote
 * before is then seen by the caller, and by all in the next call.
 *
 * Everybody has a share of the tasks, the caller the first, and does it in order; who is through helps the
 * others.  So where calls follow each other whose tasks of one number work on the same memory, it mostly
 * stays near one processor.
 */
void crew_run(struct crew *crew, size_t count, crew_task *task, void *context);

#endif
