/* See the header. */
#include "questions/commands/clock.h"

#include <stddef.h>
#include <time.h>

static int64_t unix_time(void *context)
{
    (void)context;
    return (int64_t)time(NULL);
}

static int64_t steady_milliseconds(void *context)
{
    struct timespec now = {0};
    (void)context;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

const struct session_clock clock_real = {unix_time, steady_milliseconds, NULL};
