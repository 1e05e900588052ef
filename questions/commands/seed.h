/** A seed that nobody can guess, for whoever was given none. */
#ifndef QUESTIONS_COMMANDS_SEED_H
#define QUESTIONS_COMMANDS_SEED_H

#include <stdint.h>

uint64_t seed_fresh(void);

#endif
