/**
 * The proof of a pack a second time, slow and obvious, from the words of its promise alone: every case
 * is tried with every row, a row is redundant when the table without it answers the same.
 */
#ifndef TESTS_UNIT_SLOW_CHECK_H
#define TESTS_UNIT_SLOW_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/check.h"

/** A finding of engine/check.h, the rows involved as bits: tables of at most 64 rows. */
struct slow_finding {
    struct finding is; /* all but its rules and its place */
    uint64_t rules;
    size_t offset; /* of its place */
};

/** @return owned by the caller: `count` findings in any order; aborts when memory ran out. */
struct slow_finding *slow_check(const struct pack *pack, const struct check_sibling *sibling,
                                size_t *count);

#endif
