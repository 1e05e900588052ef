/**
 * Allocations that fail when a test says so: only the n-th, or the n-th with all after it.  malloc()
 * and its kin are defined here, in front of glibc's own, so that the libraries' are counted too;
 * under a sanitizer, which does the same, and with other C libraries nothing can be made to fail.
 * To be included by one file of a test program, with its main().
 */
#ifndef TESTS_FAULT_FAILING_MEMORY_H
#define TESTS_FAULT_FAILING_MEMORY_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#include "tests/unit/check.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif

static struct {
    size_t calls;   /* allocations since memory_begin() */
    size_t fail_at; /* the one that fails, from 1; 0: none does */
    bool for_ever;  /* all after it fail, too */
    long alive;     /* blocks not freed */
} memory;

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(SANITIZED)

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t unit, size_t size);
void __libc_free(void *block);

static bool memory_fails(void)
{
    memory.calls++;
    return memory.fail_at != 0 &&
           (memory.for_ever ? memory.calls >= memory.fail_at : memory.calls == memory.fail_at);
}

static void *memory_counted(void *block)
{
    memory.alive += block != NULL ? 1 : 0;
    return block;
}

void *malloc(size_t size)
{
    return memory_fails() ? NULL : memory_counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return memory_fails() ? NULL : memory_counted(__libc_calloc(count, size));
}

void *realloc(void *block, size_t size)
{
    if (memory_fails()) {
        return NULL;
    }
    void *grown = __libc_realloc(block, size);
    memory.alive += block == NULL && grown != NULL ? 1 : 0;
    return grown;
}

int posix_memalign(void **block, size_t unit, size_t size)
{
    void *made = memory_fails() ? NULL : memory_counted(__libc_memalign(unit, size));
    *block = made != NULL ? made : *block;
    return made != NULL ? 0 : ENOMEM;
}

void free(void *block)
{
    memory.alive -= block != NULL ? 1 : 0;
    __libc_free(block);
}

#endif

/** Leave the test as skipped where allocations cannot be made to fail. */
#define REQUIRE_FAILING_MEMORY()                                                                   \
    do {                                                                                           \
        void *volatile probe = malloc(1); /* volatile: a compiler may leave out what is unused */  \
        free(probe);                                                                               \
        if (memory.calls == 0) {                                                                   \
            SKIP("allocations cannot be made to fail here");                                       \
        }                                                                                          \
    } while (0)

/** From now on: allocation `n` fails, with `for_ever` all after it too; 0: only count. */
static void memory_begin(size_t n, bool for_ever)
{
    memory.calls = 0;
    memory.fail_at = n;
    memory.for_ever = for_ever;
}

/** Nothing fails any more.  @return how many allocations there were */
static size_t memory_end(void)
{
    memory.fail_at = 0;
    return memory.calls;
}

#endif
