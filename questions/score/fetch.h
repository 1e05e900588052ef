/**
 * Ask memory for what will be wanted some time from now.
 *
 * GCC takes a function that does nothing else for one without any effect, and drops calls of it that are
 * not inlined early: the empty assembler statement is an effect that it must keep.
 */
#ifndef QUESTIONS_SCORE_FETCH_H
#define QUESTIONS_SCORE_FETCH_H

/** The cache line in which `at` lies, into the first cache: it is wanted in a moment. */
static inline void fetch_soon(const void *at)
{
    __builtin_prefetch(at, 0, 3);
    __asm__ volatile("");
}

/**
 * The same into the second cache: it is one of very many that are wanted later.  Into the first one only some
 * dozens can be under way, and who asks for more must wait.
 */
static inline void fetch_later(const void *at)
{
    __builtin_prefetch(at, 0, 2);
    __asm__ volatile("");
}

#endif
