/* Chance from outside; see the header. */
#include "questions/commands/seed.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

/* The clock does where the system has no randomness to give. */
uint64_t seed_fresh(void)
{
    uint64_t seed = (uint64_t)time(NULL) ^ (uint64_t)getpid() << 32;
    const int file = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        (void)!read(file, &seed, sizeof seed);
        (void)close(file);
    }
    return seed;
}
