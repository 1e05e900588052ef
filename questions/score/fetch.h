/**
 * Ask memory for what will be wanted some time from now.
 *
 * GCC takes a function that does nothing else for one without any effect, and drops calls of it that are
 * not inlined early: the empty assembler statement is an effect that it must keep.
 */
#ifndef QUESTIONS_SCORE_FETCH_H
#define QUESTIONS_SCORE_FETCH_H

/** The cache line in which `at` lies. */
static inline void fetch_to_read(const void *at)
{
    __builtin_prefetch(at, 0);
    __asm__ volatile("");
}

static inline void fetch_to_write(const void *at)
{
    __builtin_prefetch(at, 1);
    __asm__ volatile("");
}

#endif
